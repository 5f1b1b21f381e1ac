"""A library of other people, authlib, is let in by our OAuth provider, and its tokens into the mail. Run by oauth.sh."""

import base64
import imaplib
import os
import poplib
import smtplib
import subprocess
import threading
import time
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urljoin

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from clients import ANN, PASSWORD, PATIENCE, TLS, main, port

ISSUER = f"https://localhost:{os.environ['WEB_TLS']}".removesuffix(":443")
CERT = os.environ["CERT"]
SCOPE = "urn:ietf:params:oauth:scope:mail offline_access"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
# A machine whose settings name another would win over what is said with each request.
os.environ["REQUESTS_CA_BUNDLE"] = CERT


class Form(HTMLParser):
    """The one form of a page."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields, self.scripts = None, {}, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        all = dict(attributes)
        if tag == "form":
            self.action = all["action"]
        if tag == "input":
            self.fields[all["name"]] = all.get("value", "")
        if tag == "script":
            self.scripts += 1


class Person:
    """Somebody with a browser that knows forms, cookies and redirects."""

    def __init__(self, language="en"):
        self.browser = requests.Session()
        self.browser.verify = CERT
        self.browser.headers["Accept-Language"] = language

    def get(self, url):
        return self.browser.get(url, timeout=PATIENCE, allow_redirects=False)

    def send(self, page, **typed):
        form = Form(page.text)
        assert form.scripts == 0, "a page with scripts"
        return self.browser.post(
            urljoin(page.url, form.action), data={**form.fields, **typed}, timeout=PATIENCE, allow_redirects=False)

    def signs_in(self, page, password=PASSWORD):
        return self.send(page, user=ANN, password=password, decision="yes")


class Loopback:
    """Where a program on this machine waits for its code. RFC 8252 section 7.3."""

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.brought = f"{outer.address}{self.path[1:]}"
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"Thank you.\n")

            def log_message(self, *_):
                pass

        self.brought = None
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def metadata():
    answer = requests.get(f"{ISSUER}/.well-known/oauth-authorization-server", verify=CERT, timeout=PATIENCE)
    assert answer.ok, answer.status_code
    told = answer.json()
    assert told["issuer"] == ISSUER, told["issuer"]
    return told


def registered(told, **more):
    answer = requests.post(
        told["registration_endpoint"],
        json={"client_name": "authlib", "redirect_uris": ["http://127.0.0.1/"], "token_endpoint_auth_method": "none", **more},
        verify=CERT,
        timeout=PATIENCE)
    assert answer.status_code == 201, answer.text
    return answer.json()["client_id"]


def session(client, **more):
    made = OAuth2Session(client, scope=SCOPE, token_endpoint_auth_method="none", code_challenge_method="S256", **more)
    made.verify = CERT
    return made


def let_in(client=None):
    """Goes all the way by which a program on this machine is let in."""
    told = metadata()
    with Loopback() as loopback:
        program = session(client or registered(told), redirect_uri=loopback.address)
        verifier = generate_token(64)
        url, state = program.create_authorization_url(told["authorization_endpoint"], code_verifier=verifier)
        person = Person()
        sent = person.signs_in(person.get(url))
        assert sent.status_code == 303, sent.text
        assert person.browser.get(sent.headers["Location"], timeout=PATIENCE).ok
        assert f"iss={ISSUER.replace(':', '%3A').replace('/', '%2F')}" in loopback.brought, loopback.brought
        token = program.fetch_token(
            told["token_endpoint"], authorization_response=loopback.brought, code_verifier=verifier, state=state)
    assert token["token_type"] == "Bearer" and token["expires_in"] == 3600, token
    return told, program, token


def refused(error, work):
    try:
        work()
    except OAuthError as e:
        assert e.error == error, e
        return
    raise AssertionError(f"not refused with {error}")


def by_code():
    told, program, token = let_in()
    first = dict(token)
    second = program.refresh_token(told["token_endpoint"], refresh_token=first["refresh_token"])
    assert second["refresh_token"] != first["refresh_token"]
    third = program.refresh_token(told["token_endpoint"], refresh_token=second["refresh_token"])
    refused("invalid_grant", lambda: program.refresh_token(told["token_endpoint"], refresh_token=first["refresh_token"]))
    refused("invalid_grant", lambda: program.refresh_token(told["token_endpoint"], refresh_token=third["refresh_token"]))


def without_registering():
    let_in("open")


def wrong_password_and_german():
    told = metadata()
    program = session("open", redirect_uri="http://127.0.0.1:1/")
    url, _ = program.create_authorization_url(told["authorization_endpoint"], code_verifier=generate_token(64))
    person = Person("de-DE,de;q=0.9,en;q=0.1")
    page = person.get(url)
    assert "Zugang geben" in page.text, page.text
    page = person.signs_in(page, "wrong-password")
    assert page.status_code == 403 and "Das stimmt nicht" in page.text, page.text
    sent = person.send(page, decision="no")
    assert "error=access_denied" in sent.headers["Location"], sent.headers
    stranger = Person()
    assert stranger.signs_in(page).status_code == 403


def device_begun(told, client):
    answer = requests.post(
        told["device_authorization_endpoint"], data={"client_id": client, "scope": "mail"}, verify=CERT, timeout=PATIENCE)
    assert answer.ok, answer.text
    return answer.json()


def by_device():
    told = metadata()
    client = registered(told, redirect_uris=[], grant_types=[DEVICE, "refresh_token"])
    program = session(client)
    begun = device_begun(told, client)

    def ask():
        time.sleep(begun["interval"])
        return program.fetch_token(
            told["token_endpoint"], grant_type=DEVICE, device_code=begun["device_code"])

    refused("authorization_pending", ask)
    person = Person()
    page = person.send(person.get(begun["verification_uri"]), user_code=begun["user_code"].lower().replace("-", " "))
    assert "authlib" in page.text, page.text
    done = person.signs_in(page)
    assert done.ok and "has access now" in done.text, done.text
    token = ask()
    assert token["access_token"], token
    refused("expired_token", ask)


TOKEN = {}


def access():
    """One token for all protocols, as programs have it."""
    if not TOKEN:
        TOKEN.update(zip(("told", "program", "token"), let_in()))
    return TOKEN["token"]["access_token"]


def xoauth2(token, user=ANN):
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def imap_lets_in():
    with imaplib.IMAP4_SSL("localhost", port("IMAP_TLS"), ssl_context=TLS, timeout=PATIENCE) as box:
        box.authenticate("XOAUTH2", lambda _: xoauth2(access()).encode())
        assert box.select()[0] == "OK"
    another = ("mso_" + "A" * 64, ANN, "AUTHENTICATIONFAILED")
    somebody_else = (access(), ANN.replace("0001", "0002"), "AUTHORIZATIONFAILED")
    for token, user, code in (another, somebody_else):
        with imaplib.IMAP4_SSL("localhost", port("IMAP_TLS"), ssl_context=TLS, timeout=PATIENCE) as box:
            try:
                # The first answer is the token, the second the empty one to the error.
                answers = iter([xoauth2(token, user).encode(), b""])
                box.authenticate("XOAUTH2", lambda _: next(answers))
            except imaplib.IMAP4.error as e:
                assert f"[{code}]" in str(e), e
                continue
            raise AssertionError(f"{user} was let in")


def smtp_lets_in():
    with smtplib.SMTP_SSL("localhost", port("SMTP_TLS"), context=TLS, timeout=PATIENCE) as smtp:
        smtp.ehlo()
        smtp.user, smtp.password = ANN, ""
        smtp.auth("XOAUTH2", lambda challenge=None: xoauth2(access()) if challenge is None else "")
        smtp.sendmail(ANN, [ANN], "Subject: by a token\r\n\r\ntext\r\n")


def pop3_lets_in():
    drop = poplib.POP3_SSL("localhost", port("POP3_TLS"), context=TLS, timeout=PATIENCE)
    # The two-line form, as Exchange wants it of everybody.
    drop._putcmd("AUTH XOAUTH2")
    assert drop._getline()[0].startswith(b"+ ")
    drop._putline(base64.b64encode(xoauth2(access()).encode()))
    assert drop._getline()[0].startswith(b"+OK")
    assert drop.stat()[0] >= 1
    drop.quit()


def place():
    """Where the message stands that was sent by a token; the box may have had others before."""
    with imaplib.IMAP4_SSL("localhost", port("IMAP_TLS"), ssl_context=TLS, timeout=PATIENCE) as box:
        box.authenticate("XOAUTH2", lambda _: xoauth2(access()).encode())
        box.select("INBOX", readonly=True)
        found = box.search(None, "SUBJECT", '"by a token"')[1][0].split()
        assert len(found) == 1, found
        return found[0].decode()


def curl_lets_in():
    def curl(*arguments):
        return subprocess.run(
            ["curl", "-sS", "--cacert", CERT, "--max-time", str(PATIENCE), "--user", ANN, "--oauth2-bearer", access(), *arguments],
            check=True,
            capture_output=True,
            text=True).stdout

    assert "by a token" in curl(f"imaps://localhost:{os.environ['IMAP_TLS']}/INBOX;MAILINDEX={place()}")
    assert "by a token" in curl(f"pop3s://localhost:{os.environ['POP3_TLS']}/{place()}")
    mail = os.path.join(os.environ["WORK"], "oauth.eml")
    with open(mail, "w", newline="") as file:
        file.write("Subject: by curl\r\n\r\ntext\r\n")
    curl("--mail-from", ANN, "--mail-rcpt", ANN, "--upload-file", mail, f"smtps://localhost:{os.environ['SMTP_TLS']}/")


def taken_back():
    token = access()
    command = [os.environ["ROOT"] + "/mailstead", "account", "tokens"]
    data = ["--data", os.path.dirname(os.path.dirname(CERT))]
    shown = subprocess.run([*command, "list", ANN, *data], check=True, capture_output=True, text=True).stdout
    assert "authlib: IMAP, POP3, SMTP, SIEVE; since" in shown, shown
    subprocess.run([*command, "revoke", ANN, "all", *data], check=True, capture_output=True, text=True)
    with imaplib.IMAP4_SSL("localhost", port("IMAP_TLS"), ssl_context=TLS, timeout=PATIENCE) as box:
        try:
            answers = iter([xoauth2(token).encode(), b""])
            box.authenticate("XOAUTH2", lambda _: next(answers))
        except imaplib.IMAP4.error:
            pass
        else:
            raise AssertionError("let in with a token that was taken back")
    refused("invalid_grant", lambda: TOKEN["program"].refresh_token(
        TOKEN["told"]["token_endpoint"], refresh_token=TOKEN["token"]["refresh_token"]))


CHECKS = [
    ("authlib: registers, is let in by a code with PKCE, renews; an old refresh token ends it all", by_code),
    ("authlib: is let in without registering", without_registering),
    ("authlib: a wrong password, a refusal, a form from elsewhere; the page in German", wrong_password_and_german),
    ("authlib: is let in by a code typed elsewhere (device)", by_device),
    ("imaplib: XOAUTH2 with the token; not with another, nor as somebody else", imap_lets_in),
    ("smtplib: XOAUTH2 with the token", smtp_lets_in),
    ("poplib: XOAUTH2 in two lines", pop3_lets_in),
    ("curl: --oauth2-bearer over IMAP, POP3 and SMTP", curl_lets_in),
    ("mailstead account tokens: shown and taken back, at once", taken_back),
]


if __name__ == "__main__":
    main(CHECKS)
