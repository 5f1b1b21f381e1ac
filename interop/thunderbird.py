"""Has a running Thunderbird do one step: thunderbird.py PROFILE STEP [ARGUMENT...]

The steps are the functions of thunderbird.js. They run inside Thunderbird, which lets itself be told what to do over
Marionette, Mozilla's remote control: JSON behind its length, on a TCP port whose number Thunderbird writes into the profile.
What a step returns is printed, lists one item a line. Thunderbird takes one session at a time, so steps cannot overlap.
"""

import json
import socket
import sys
import time
from pathlib import Path

# Seconds: for Thunderbird to open its port, which is slow on a machine that is busy, and for one step.
STARTING = 90
STEP = 50


class Marionette:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=STARTING)
        self.stream = self.socket.makefile("rb")
        self.number = 0
        # It says who it is before it is asked anything.
        self.receive()

    def receive(self):
        length = b""
        while (digit := self.stream.read(1)) != b":":
            if not digit:
                raise EOFError("Thunderbird hung up")
            length += digit
        return json.loads(self.stream.read(int(length)))

    def command(self, name, **parameters):
        self.number += 1
        text = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, number, error, result = self.receive()
        if number != self.number:
            raise ValueError(f"answer to {number} instead of {self.number}")
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def step(self, script, name, arguments):
        # Questions are answered as a person would: yes.
        self.command("WebDriver:NewSession", unhandledPromptBehavior="accept")
        try:
            self.command("Marionette:SetContext", value="chrome")
            self.command("WebDriver:SetTimeouts", script=STEP * 1000)
            # A promise that the script returns is waited for.
            source = script + "\nreturn steps[arguments[0]](...arguments[1]);"
            return self.command("WebDriver:ExecuteScript", script=source, args=[name, arguments], sandbox="system")["value"]
        finally:
            self.command("WebDriver:DeleteSession")

    def quit(self):
        self.command("WebDriver:NewSession")
        self.command("Marionette:Quit", flags=["eForceQuit"])


def connect(profile):
    """Thunderbird writes the port's number once it listens."""
    file = profile / "MarionetteActivePort"
    end = time.monotonic() + STARTING
    while True:
        try:
            return Marionette(int(file.read_text()))
        except (FileNotFoundError, ValueError, ConnectionRefusedError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def main(profile, name, *arguments):
    marionette = connect(Path(profile))
    if name == "quit":
        marionette.quit()
        return
    script = (Path(__file__).parent / "thunderbird.js").read_text()
    try:
        result = marionette.step(script, name, list(arguments))
    except RuntimeError as e:
        sys.exit(str(e))
    for line in result if isinstance(result, list) else [] if result is None else [result]:
        print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
