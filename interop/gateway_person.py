"""Somebody who types the gateway's code into the page of our OAuth provider: gateway_person.py CODE ADDRESS. Run by lib.sh."""

import os
import re
import ssl
import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar

PAGE = f"https://localhost:{os.environ['WEB_TLS']}/device"
PATIENCE = 60


class Form(HTMLParser):
    """The one form of a page."""

    def __init__(self, text):
        super().__init__()
        self.fields = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        all = dict(attributes)
        if tag == "input":
            self.fields[all["name"]] = all.get("value", "")


def main(code, address):
    trusting = ssl.create_default_context(cafile=os.environ["CERT"])
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor(CookieJar())
    )

    def send(page, **typed):
        fields = {**Form(page).fields, **typed, "decision": "yes"}
        data = urllib.parse.urlencode(fields).encode()
        return browser.open(PAGE, data, timeout=PATIENCE).read().decode()

    page = browser.open(PAGE, timeout=PATIENCE).read().decode()
    page = send(page, user_code=code)
    page = send(page, user=address, password=os.environ["PASSWORD"])
    text = re.sub("<[^>]*>", " ", page)
    assert "has access now" in text, text[-400:]


main(*sys.argv[1:])
