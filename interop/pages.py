"""A person with Chromium in front of the pages of /setup and of the gateway: pages.py STEP PORT [ARGUMENT...]. Driven by chromedriver (WebDriver, over HTTP),
which sends real keys. Of each page it is looked whether it can be used with the keyboard alone and what a screen reader would say, and a
picture stays in the folder PICTURES."""

import base64
import contextlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.request

PATIENCE = 60
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ENTER = "\ue007"
TAB = "\ue004"

# What WCAG 2.2 wants of a target for a finger, in CSS pixels (2.5.8), and of small text against its ground (1.4.3).
LEAST_TARGET = 24
LEAST_CONTRAST = 4.5

LOOK = """
const found = [];
const luminance = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const rgb = s => { const m = s.match(/[0-9.]+/g).map(Number); return m.length === 4 && m[3] === 0 ? null : m.slice(0, 3); };
const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; } return [255, 255, 255]; };
if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
  found.push('wider than the window: ' + document.documentElement.scrollWidth);
if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
if (!document.documentElement.lang) found.push('no language');
if (!document.title) found.push('no title');
for (const e of document.querySelectorAll('h1,h2,p,th,td,a,button,label,summary,caption,code')) {
  if (!e.checkVisibility() || !e.textContent.trim()) continue;
  const a = luminance(rgb(getComputedStyle(e).color)), b = luminance(ground(e));
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < arguments[1]) found.push('contrast ' + contrast.toFixed(1) + ': ' + e.textContent.trim().slice(0, 40));
}
for (const e of document.querySelectorAll('a,button,input:not([type=hidden]),summary')) {
  if (!e.checkVisibility()) continue;
  const box = e.getBoundingClientRect();
  const inText = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  if (!inText && (box.width < arguments[0] || box.height < arguments[0])) found.push('too small for a finger: ' + e.outerHTML.slice(0, 80));
}
for (const e of document.querySelectorAll('table')) if (!e.caption) found.push('a table without a caption');
return found;
"""


class Person:
    def __init__(self, pictures, language="en", phone=False, scripts=True, dark=False):
        self.pictures = pathlib.Path(pictures)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{port}"
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            if time.monotonic() > end:
                raise SystemExit("chromedriver does not start")
            time.sleep(0.1)
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--lang={language}", "--window-size=1280,900"]
            + (["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []),
            "prefs": {"intl.accept_languages": language},
        }
        if not scripts:
            options["prefs"]["profile.managed_default_content_settings.javascript"] = 2
        if phone:
            options["mobileEmulation"] = {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2, "touch": True}}
        capabilities = {
            "browserName": "chrome",
            # The certificate of a demonstration is its own; pages are looked at here, not TLS.
            "acceptInsecureCerts": True,
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        self.session = ""
        self.session = "/session/" + self.ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(Exception):
            self.ask("DELETE", "")
        self.driver.terminate()
        self.driver.wait()

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.base + self.session + path, method=method)
        data = None if method != "POST" else json.dumps(body or {}).encode()
        try:
            with urllib.request.urlopen(request, data, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def opens(self, url):
        self.ask("POST", "/url", {"url": url})

    def runs(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def text(self):
        return self.runs("return document.body.innerText")

    def waits(self, what, told):
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(AssertionError):
                if found := what():
                    return found
            if time.monotonic() > end:
                raise AssertionError(f"{told} does not come; the page says:\n{self.text()}")
            time.sleep(0.1)

    def reads(self, text):
        self.waits(lambda: text in self.text(), f'"{text}"')

    def named(self, role, name):
        """The element that a screen reader calls so."""
        for css in ("a", "button", "input:not([type=hidden])", "summary"):
            for element in self.ask("POST", "/elements", {"using": "css selector", "value": css}):
                path = f"/element/{element[ELEMENT]}"
                with contextlib.suppress(AssertionError):
                    if self.ask("GET", path + "/computedrole") == role and re.search(name, self.ask("GET", path + "/computedlabel")):
                        return path
        raise AssertionError(f"no {role} is called {name}")

    def presses(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def walks_to(self, role, name):
        """With the keyboard alone, as far as the whole page."""
        for _ in range(60):
            self.presses(TAB)
            focused = self.ask("GET", "/element/active")
            path = f"/element/{focused[ELEMENT]}"
            if self.ask("GET", path + "/computedrole") == role and re.search(name, self.ask("GET", path + "/computedlabel")):
                return path
        raise AssertionError(f"the keyboard does not lead to the {role} {name}")

    def types(self, text):
        self.presses(*text)

    def chooses(self, role, name):
        self.walks_to(role, name)
        self.presses(ENTER)

    def looks(self, picture):
        shot = self.ask("GET", "/screenshot")
        self.pictures.mkdir(parents=True, exist_ok=True)
        (self.pictures / f"{picture}.png").write_bytes(base64.b64decode(shot))
        wrong = self.runs(LOOK, LEAST_TARGET, LEAST_CONTRAST)
        for css in ("a", "button", "input:not([type=hidden])", "summary", "[role=img]"):
            for element in self.ask("POST", "/elements", {"using": "css selector", "value": css}):
                path = f"/element/{element[ELEMENT]}"
                # What is folded away has no name yet.
                if self.runs("return arguments[0].checkVisibility()", element) and not self.ask("GET", path + "/computedlabel").strip():
                    wrong.append(f"a screen reader has no name for a {css}")
        for line in self.ask("POST", "/se/log", {"type": "browser"}):
            if line["level"] in ("SEVERE", "WARNING") and "/favicon.ico" not in line["message"] and " 404 " not in line["message"] \
                    and " 403 " not in line["message"] and " 410 " not in line["message"]:
                wrong.append("the browser complains: " + line["message"][:200])
        assert not wrong, picture + ": " + "; ".join(wrong)

    def secret(self):
        return self.runs("return document.querySelector('code.secret').textContent")


def invited(person, link, pictures):
    """By the link, with the keyboard; then waits for what others do with the password that it prints."""
    person.opens(link)
    person.looks("1-invited")
    person.chooses("button", "^Begin$")
    person.reads("What do you want to read your mail on?")
    person.looks("2-device")
    person.chooses("link", "^Windows computer$")
    person.reads("Which mail program?")
    person.looks("3-program")
    person.chooses("link", "^Thunderbird$")
    person.reads("This page makes a password for this device alone.")
    person.looks("4-password")
    person.chooses("button", "Make a password")
    person.reads("Waiting for your program")
    person.looks("5-waiting")
    print(person.secret(), flush=True)
    person.reads("It has connected by IMAP")
    person.reads("Now send yourself a message.")
    print("reads", flush=True)
    person.reads("You are finished.")
    person.looks("6-finished")
    person.opens(link.rsplit("/", 2)[0] + "/why")
    person.reads("it works.")
    person.looks("7-why")
    print("finished", flush=True)


def used_twice(person, link, pictures):
    person.opens(link)
    person.reads("This link is over")
    person.looks("used-twice")


def on_phone(person, url, address, password, pictures):
    """In German, on a telephone: types the address, signs in, and gets the profile's page."""
    person.opens(url)
    person.reads("Ihre Mail einrichten")
    person.looks("phone-1-address")
    person.walks_to("textbox", "^Mail-Adresse$")
    person.types(address)
    person.presses(ENTER)
    person.reads("Worauf möchten Sie Ihre Mail lesen?")
    person.looks("phone-2-device")
    person.chooses("link", "^iPhone oder iPad$")
    person.reads("Mit welchem Mailprogramm?")
    person.looks("phone-3-program")
    person.chooses("link", r"^Mail \(Apple\)$")
    person.reads("Das Programm fragt nach Ihrem Passwort.")
    person.looks("phone-4-instructions")
    summary = person.ask("POST", "/element", {"using": "css selector", "value": "summary"})
    person.ask("POST", f"/element/{summary[ELEMENT]}/click")
    person.walks_to("textbox", "^Ihr Passwort$")
    person.types("wrong")
    person.presses(ENTER)
    person.reads("Das stimmt nicht.")
    person.looks("phone-5-wrong")
    person.walks_to("textbox", "^Ihr Passwort$")
    person.types(password)
    person.presses(ENTER)
    person.reads("Passwort erstellen und weiter")
    person.looks("phone-6-signed-in")
    person.chooses("button", "Code für das Telefon zeigen")
    person.reads("Lesen Sie das mit dem Telefon")
    person.looks("phone-7-code")


def gateway(person, link, address, password, pictures):
    """Whose access has ended: from the link in the mail program over the provider's page and back, with the keyboard."""
    person.opens(link)
    person.reads("D39")
    person.reads("needs you")
    person.looks("gateway-1-ended")
    person.chooses("button", "^Sign in again$")
    person.reads("Let a program into your mail")
    person.looks("gateway-2-provider")
    person.walks_to("textbox", "^Mail address$")
    person.types(address)
    person.walks_to("textbox", "^Password$")
    person.types(password)
    person.chooses("button", "^Let it in$")
    person.reads(address + " works again")
    person.looks("gateway-3-done")
    person.chooses("link", "^Back to all accounts$")
    person.reads("Programs with a password")
    assert "needs you" not in person.text(), person.text()
    person.looks("gateway-4-works")
    person.opens(link)
    person.reads("used already")
    person.looks("gateway-5-stranger")


def without_scripts(person, url, address, pictures):
    person.opens(f"{url}?address={address}&device=android&program=gmail-android")
    assert "Security type" in person.ask("GET", "/source")
    person.looks("without-scripts")


def unfolds(person, number):
    """What is folded away: the first or a later one."""
    summary = person.ask("POST", "/elements", {"using": "css selector", "value": "summary"})[number]
    person.ask("POST", f"/element/{summary[ELEMENT]}/click")


def fills(person, textbox, text):
    person.walks_to("textbox", textbox)
    person.types(text)


def doctor(person, url, address, password, imap, smtp, pictures):
    """The doctor's page on this machine: with a wrong password first, then with the right one, which is all that is typed anew."""
    person.opens(url)
    person.reads("What is wrong with my mail?")
    person.looks("doctor-1-form")
    fills(person, "^Mail address$", address)
    fills(person, "^Password$", "not-the-password")
    unfolds(person, 0)
    for port in (imap, smtp):
        fills(person, "^Server$", "localhost")
        fills(person, "^Port$", port)
        fills(person, "^User name$", address)
    person.looks("doctor-2-filled")
    person.presses(ENTER)
    person.reads(f"{address} does not work.")
    assert "D59" in person.text(), person.text()[:300]
    person.looks("doctor-3-wrong")
    fills(person, "^Password$", password)
    person.presses(ENTER)
    person.reads(f"{address} works")
    assert "not-the-password" not in person.ask("GET", "/source") and password not in person.ask("GET", "/source")
    person.looks("doctor-4-right")
    unfolds(person, 1)
    person.looks("doctor-5-log")


def doctor_on_phone(person, url, address, password, imap, smtp, pictures):
    """The same in German, in the width of a telephone."""
    person.opens(url)
    person.reads("Was stimmt mit meiner Mail nicht?")
    person.looks("doctor-phone-1-form")
    fills(person, "^Mailadresse$", address)
    fills(person, "^Passwort$", password)
    unfolds(person, 0)
    for port in (imap, smtp):
        fills(person, "^Server$", "localhost")
        fills(person, "^Port$", port)
        fills(person, "^Benutzername$", address)
    person.presses(ENTER)
    person.reads(f"{address} geht")
    assert "geht nicht" not in person.text(), person.text()[:300]
    person.looks("doctor-phone-2-right")


def doctor_on_server(person, url, address, password, pictures):
    """Who is not signed in is asked to, and comes to the form for any account."""
    person.opens(url)
    fills(person, "^(Mail address|Your address|Your mail address)$", address)
    person.presses(ENTER)
    fills(person, "^(Password|Your password)$", password)
    person.presses(ENTER)
    person.reads("What is wrong with my mail?")
    person.looks("doctor-server")


def main():
    step, pictures, *arguments = sys.argv[1:]
    steps = {
        "invited": invited,
        "used-twice": used_twice,
        "on-phone": on_phone,
        "without-scripts": without_scripts,
        "gateway": gateway,
        "doctor": doctor,
        "doctor-on-phone": doctor_on_phone,
        "doctor-on-server": doctor_on_server,
    }
    german = step.endswith("on-phone")
    with Person(pictures, "de" if german else "en", phone=german, scripts=step != "without-scripts", dark=step == "used-twice") as person:
        steps[step](person, *arguments, pictures)


if __name__ == "__main__":
    main()
