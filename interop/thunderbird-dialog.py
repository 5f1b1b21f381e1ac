"""Does by keyboard and mouse what somebody does who has a new Thunderbird: thunderbird-dialog.py PROFILE PICTURES STEP [ARGUMENT...]

Over Marionette, Mozilla's remote control, Thunderbird's windows get pressed keys and clicks at a point; nothing of its insides is
called. Scripts only look: where a part of a window is, and what stands in it. Of each step a picture stays in the folder PICTURES.
"""

import base64
import sys
import time
from pathlib import Path

from thunderbird import connect

# Seconds until a window shows what it shall: to find settings Thunderbird takes several steps, with time limits of their own.
PATIENCE = 60

# Parts of a window with the place of their page in it. Thunderbird's dialog is made of shadow trees, and its main window of pages
# within pages.
LOOK = """
const seen = part => part.getClientRects().length && part.ownerDocument.defaultView.getComputedStyle(part).visibility == "visible";
function* parts(root, x = 0, y = 0) {
  for (const part of root.querySelectorAll("*")) {
    yield { part, x, y };
    if (part.openOrClosedShadowRoot) yield* parts(part.openOrClosedShadowRoot, x, y);
    if (part.contentDocument && seen(part)) {
      const box = part.getBoundingClientRect();
      yield* parts(part.contentDocument, x + box.x, y + box.y);
    }
  }
}
function find(selector, text) {
  for (const each of parts(document)) {
    const { part } = each;
    if (part.matches(selector) && seen(part) && !part.disabled && (!text || part.textContent.includes(text))) return each;
  }
  return null;
}
"""

# Keys as WebDriver writes them.
TAB = "\ue004"
CONTROL = "\ue009"

MAIN = "mail:3pane"
COMPOSING = "msgcompose"


class Person:
    def __init__(self, profile, pictures):
        self.pictures = pictures
        self.marionette = connect(profile)
        # No question of Thunderbird's is answered by itself: a person would have to be told of it.
        self.marionette.command("WebDriver:NewSession", unhandledPromptBehavior="ignore")
        self.marionette.command("Marionette:SetContext", value="chrome")

    def leave(self):
        self.marionette.command("WebDriver:DeleteSession")

    def look(self, script, *arguments):
        return self.marionette.command("WebDriver:ExecuteScript", script=LOOK + script, args=arguments, sandbox="system")["value"]

    def until(self, what, look):
        if not (found := self.waits(PATIENCE, look)):
            raise RuntimeError(f"still not so after {PATIENCE} s: {what}")
        return found

    def waits(self, seconds, look):
        end = time.monotonic() + seconds
        while not (found := look()) and time.monotonic() < end:
            time.sleep(0.1)
        return found

    # ---- windows ----------------------------------------------------------------------------------------------------

    def window(self, kind):
        """Goes on in the window of that kind, as soon as it is there."""
        self.until(f"there is a window {kind}", lambda: self.in_window(kind))

    def in_window(self, kind):
        for handle in self.marionette.command("WebDriver:GetWindowHandles"):
            try:
                self.marionette.command("WebDriver:SwitchToWindow", handle=handle)
                if self.look("return document.readyState == 'complete' && document.documentElement.getAttribute('windowtype')") == kind:
                    return True
            except RuntimeError:
                # It has closed meanwhile, as one does when its message is sent.
                continue
        return False

    def picture(self, name):
        shot = self.marionette.command("WebDriver:TakeScreenshot", full=False)["value"]
        self.pictures.mkdir(parents=True, exist_ok=True)
        (self.pictures / f"{name}.png").write_bytes(base64.b64decode(shot))

    # ---- looking, clicking, typing ----------------------------------------------------------------------------------

    def sees(self, selector, text=""):
        """The text of a part that is there to be used, as soon as there is one; and where its middle is."""
        script = """const found = find(...arguments);
            if (!found) return null;
            const box = found.part.getBoundingClientRect();
            return [found.part.textContent.trim(), Math.round(found.x + box.x + box.width / 2), Math.round(found.y + box.y + box.height / 2)];"""
        return self.until(f"there is {selector} {text}", lambda: self.look(script, selector, text))

    def clicks(self, selector, text=""):
        _, x, y = self.sees(selector, text)
        self.acts("pointer", {"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def types(self, selector, text):
        """In place of what the field holds."""

        def focused():
            return self.look("return !!find(arguments[0] + ':focus')", selector)

        def taken():
            # Once more where the window has moved under the click.
            self.clicks(selector)
            return focused()

        self.until(f"{selector} has the keyboard", lambda: focused() or taken())
        self.acts("key", *[{"type": kind, "value": key} for kind, key in (("keyDown", CONTROL), ("keyDown", "a"), ("keyUp", "a"), ("keyUp", CONTROL))])
        self.presses(text)

    def presses(self, keys):
        self.acts("key", *[{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")])

    def acts(self, device, *actions):
        self.marionette.command("WebDriver:PerformActions", actions=[{"type": device, "id": device, "actions": actions}])


# ---- the steps ------------------------------------------------------------------------------------------------------


def sets_up(person, name, address, password, protocol):
    """Through the dialog that a new Thunderbird shows by itself. Prints what it says it has found."""
    person.window(MAIN)
    person.types("account-hub-email #realName", name)
    person.types("account-hub-email #email", address)
    person.picture("1-address")
    person.clicks("account-hub-footer #forward")
    person.clicks(f"email-config-found #{protocol}")
    person.sees("email-config-found #incomingType", protocol)
    print(*(person.sees(f"email-config-found #{part}")[0] for part in FOUND))
    person.picture("2-found")
    person.clicks("account-hub-footer #forward")
    person.types("email-password-form #password", password)
    person.picture("3-password")
    person.clicks("account-hub-footer #forward")
    person.sees("email-added-success")
    person.picture("4-added")
    person.clicks("account-hub-footer #forward")
    person.until("the dialog is gone", lambda: not person.look("return !!find('account-hub-email')"))


FOUND = ("incomingType", "incomingHost", "incomingPort", "outgoingType", "outgoingHost", "outgoingPort", "sharedUsername")


def sends(person, address, subject, text):
    person.window(MAIN)
    person.clicks("#folderPaneWriteMessage")
    person.window(COMPOSING)
    person.types("#toAddrInput", address + TAB)
    person.types("#msgSubject", subject + TAB)
    person.presses(text)
    person.sees("body", text)
    person.picture("5-written")
    person.clicks("#button-send")
    person.until("it is sent", lambda: not person.in_window(COMPOSING))


def reads(person, subject, text):
    """In the inbox, which it opens; Thunderbird is not asked to look for new mail."""
    person.window(MAIN)

    def shown():
        person.clicks("#folderTree li .name", "Inbox")
        person.clicks("#threadTree tr", subject)
        if person.waits(10, lambda: person.look("return !!find(...arguments)", "body [class^=moz-text-]", text)):
            return True
        # Thunderbird's start page, when late, comes over the message and stays; a row that is chosen already cannot be chosen again.
        person.clicks("#folderTree li .name", "Trash")
        return False

    person.until(f"the message is shown: {text}", shown)
    person.picture("6-arrived")


def fetches(person, subject, text):
    """The same by POP3, where nobody tells it of new mail: the button asks for it."""
    person.window(MAIN)
    person.clicks("#folderPaneGetMessages")
    reads(person, subject, text)


STEPS = {"setsUp": sets_up, "sends": sends, "reads": reads, "fetches": fetches}


def main(profile, pictures, step, *arguments):
    person = Person(Path(profile), Path(pictures))
    try:
        STEPS[step](person, *arguments)
    except RuntimeError as e:
        person.picture("failed")
        sys.exit(f"{e}\nWhat was to be seen then is in {pictures}/failed.png.")
    finally:
        person.leave()


if __name__ == "__main__":
    main(*sys.argv[1:])
