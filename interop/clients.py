"""Python's smtplib, imaplib and poplib against the server under test. Run by python.sh."""

import email
import email.policy
import imaplib
import os
import poplib
import smtplib
import socket
import ssl
import sys
import time
import traceback
from email.message import EmailMessage
from pathlib import Path

HOST = "localhost"
DOMAIN = os.environ["DOMAIN"]
PASSWORD = os.environ["PASSWORD"]
TLS = ssl.create_default_context(cafile=os.environ["CERT"])
ANN = f"user0001@{DOMAIN}"
BOB = f"user0002@{DOMAIN}"
PATIENCE = 30

imaplib.Debug = 0
# A mailbox of 10,000 messages answers FETCH with lines longer than imaplib expects of anybody.
imaplib._MAXLINE = 10_000_000


def port(name):
    return int(os.environ[name])


def imap(user=ANN):
    connection = imaplib.IMAP4_SSL(HOST, port("IMAP_TLS"), ssl_context=TLS, timeout=PATIENCE)
    connection.login(user, PASSWORD)
    return connection


def pop3(user=ANN):
    connection = poplib.POP3_SSL(HOST, port("POP3_TLS"), context=TLS, timeout=PATIENCE)
    connection.user(user)
    connection.pass_(PASSWORD)
    return connection


def submission():
    connection = smtplib.SMTP_SSL(HOST, port("SMTP_TLS"), context=TLS, timeout=PATIENCE)
    connection.login(ANN, PASSWORD)
    return connection


def equal(what, expected, actual):
    assert expected == actual, f"{what}: expected {expected!r}, got {actual!r}"


def ok(answer):
    equal("answer", "OK", answer[0])
    return answer[1]


def fresh(connection, name):
    """An empty mailbox, selected."""
    connection.delete(name)
    ok(connection.create(name))
    ok(connection.select(name))


def append(connection, mailbox, subject):
    text = f"From: a@example.org\r\nSubject: {subject}\r\n\r\nText of {subject}.\r\n".encode()
    ok(connection.append(mailbox, None, None, text))
    return text


def sends_and_reads():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ANN, BOB, "Grüße aus Köln"
    message.set_content("Schöne Grüße.\n.\n..dots\n")
    message.add_attachment(bytes(range(256)) * 400, maintype="application", subtype="octet-stream", filename="b.bin")
    with submission() as smtp:
        refused = smtp.send_message(message)
    equal("refused", {}, refused)
    with imap(BOB) as box:
        ok(box.select())
        number = ok(box.search(None, "SUBJECT", '"Gr"'))[0].split()[-1].decode()
        raw = ok(box.fetch(number, "(BODY.PEEK[])"))[0][1]
        got = email.message_from_bytes(raw, policy=email.policy.default)
        equal("subject", "Grüße aus Köln", got["Subject"])
        equal("text", ["Schöne Grüße.", ".", "..dots"], got.get_body().get_content().splitlines())
        equal("attachment", bytes(range(256)) * 400, next(got.iter_attachments()).get_content())


def addresses_in_any_script():
    message = EmailMessage(policy=email.policy.SMTPUTF8)
    message["From"], message["To"], message["Subject"] = "Jörg <jörg@grüße.example>", BOB, "in jeder Schrift: 文字"
    message.set_content("Ünverändert.\n", cte="8bit")
    with smtplib.SMTP(HOST, port("SMTP_MX"), timeout=PATIENCE) as smtp:
        smtp.ehlo("client.example.org")
        assert smtp.has_extn("smtputf8"), "SMTPUTF8 is not offered"
        equal("refused", {}, smtp.send_message(message))
        smtp.send("MAIL FROM:<jörg@grüße.example>\r\n".encode())
        code, words = smtp.getreply()
        assert code >= 500, f"a sender in other letters without SMTPUTF8: {code} {words}"
    with imap(BOB) as box:
        box.enable("UTF8=ACCEPT")
        ok(box.select())
        newest = ok(box.search(None, "ALL"))[0].split()[-1].decode()
        raw = ok(box.fetch(newest, "(BODY.PEEK[])"))[0][1].decode()
        for wanted in ("Return-Path: <jörg@grüße.example>", "From: Jörg <jörg@grüße.example>", "文字", "Ünverändert."):
            assert wanted in raw, f"{wanted!r} is not in {raw!r}"


def starttls_everywhere():
    with smtplib.SMTP(HOST, port("SMTP_STARTTLS"), timeout=PATIENCE) as smtp:
        smtp.starttls(context=TLS)
        smtp.login(ANN, PASSWORD)
        equal("noop", 250, smtp.noop()[0])
    with imaplib.IMAP4(HOST, port("IMAP_STARTTLS"), timeout=PATIENCE) as box:
        ok(box.starttls(TLS))
        ok(box.login(ANN, PASSWORD))
    drop = poplib.POP3(HOST, port("POP3_STARTTLS"), timeout=PATIENCE)
    drop.stls(TLS)
    drop.user(ANN)
    drop.pass_(PASSWORD)
    drop.quit()


def two_clients_see_each_other():
    with imap() as one, imap() as other:
        fresh(one, "Common")
        ok(other.select("Common"))
        append(one, "Common", "first")
        append(one, "Common", "second")
        ok(other.noop())
        equal("messages the other was told of", [b"2"], other.response("EXISTS")[1][-1:])
        ok(one.noop())
        ok(one.store("1", "+FLAGS", "(\\Flagged $Done)"))
        ok(other.noop())
        told = other.response("FETCH")[1]
        assert told and b"\\Flagged" in told[-1] and b"$Done" in told[-1], f"flags the other was told of: {told}"
        ok(one.store("2", "+FLAGS", "\\Deleted"))
        ok(one.expunge())
        ok(other.noop())
        equal("expunged, as the other was told", [b"2"], other.response("EXPUNGE")[1])


def idle_is_told():
    with imap() as writer, imap() as idler:
        fresh(writer, "Watched")
        ok(idler.select("Watched"))
        idler.send(b"i1 IDLE\r\n")
        assert idler.readline().startswith(b"+"), "no continuation"
        began = time.monotonic()
        append(writer, "Watched", "news")
        line = idler.readline()
        while b"EXISTS" not in line:
            assert line, "hung up"
            line = idler.readline()
        print(f"      told after {time.monotonic() - began:.3f} s")
        equal("line", b"* 1 EXISTS\r\n", line)
        idler.send(b"DONE\r\n")
        while not line.startswith(b"i1 "):
            line = idler.readline()


def pop3_and_imap_are_one_mailbox():
    with imap() as box:
        ok(box.select())
        ok(box.store("1:*", "+FLAGS.SILENT", "\\Deleted"))
        ok(box.expunge())
        texts = [append(box, "INBOX", f"pop {i}") for i in range(3)]
        drop = pop3()
        equal("count and octets", (3, sum(map(len, texts))), drop.stat())
        for i, text in enumerate(texts, 1):
            equal("message", text, b"\r\n".join(drop.retr(i)[1]) + b"\r\n")
            equal("top", text.split(b"\r\n\r\n")[0], b"\r\n".join(drop.top(i, 0)[1][:-1]))
        ids = [line.split()[1] for line in drop.uidl()[1]]
        equal("unique ids", 3, len(set(ids)))
        drop.dele(2)
        drop.quit()
        ok(box.noop())
        equal("expunged, as IMAP was told", [b"2"], box.response("EXPUNGE")[1])
        drop = pop3()
        equal("unique ids stay", [ids[0], ids[2]], [line.split()[1] for line in drop.uidl()[1]])
        drop.dele(1)
        drop.close()
        equal("without QUIT nothing is deleted", (b"OK", [b"2"]), (b"OK", ok(box.select())))


def copies_moves_and_uids():
    with imap() as box:
        fresh(box, "From")
        box.delete("To")
        box.delete("Other/Deep")
        ok(box.create("To"))
        for i in range(5):
            append(box, "From", f"m{i}")
        ok(box.noop())
        ok(box.uid("COPY", "1:2", "To"))
        ok(box.uid("MOVE", "3", "To"))
        ok(box.select("To"))
        equal("messages", 3, len(ok(box.search(None, "ALL"))[0].split()))
        ok(box.select("From"))
        equal("messages left", b"1 2 4 5", ok(box.uid("SEARCH", "ALL"))[0])
        ok(box.rename("To", "Other/Deep"))
        names = b"".join(line for line in ok(box.list()) if line)
        assert b"Other/Deep" in names, names
        ok(box.subscribe("Other/Deep"))
        assert any(b"Other/Deep" in line for line in ok(box.lsub())), "not subscribed"


def ten_thousand_messages():
    """SELECT and FETCH 1:* FLAGS of a mailbox of 10,000 messages, and how long each took, for who looks."""
    with imap() as box:
        fresh(box, "Big")
        for i in range(10):
            append(box, "Big", f"big {i}")
        ok(box.noop())
        # Doubles by copying: 10 messages become 10,240.
        for _ in range(10):
            ok(box.copy("1:*", "Big"))
            ok(box.noop())
        ok(box.select("INBOX"))
        began = time.monotonic()
        equal("messages", [b"10240"], ok(box.select("Big")))
        selected = time.monotonic()
        equal("answers", 10240, len(ok(box.fetch("1:*", "(FLAGS)"))))
        fetched = time.monotonic()
        print(f"      SELECT {selected - began:.3f} s, FETCH 1:* FLAGS {fetched - selected:.3f} s")
        ok(box.select("INBOX"))
        ok(box.delete("Big"))


def corpus_comes_back():
    """Every message in the folder MAILSTEAD_CORPUS, byte for byte after the trace, by IMAP and POP3."""
    folder = Path(os.environ["MAILSTEAD_CORPUS"])
    user = f"user0003@{DOMAIN}"
    with imap(user) as box:
        ok(box.select())
        ok(box.store("1:*", "+FLAGS.SILENT", "\\Deleted"))
        ok(box.expunge())
    files = sorted(folder.rglob("*.eml"))
    assert files, f"no messages in {folder}"
    sent = []
    for file in files:
        text = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
        if not text.endswith(b"\r\n"):
            text += b"\r\n"
        with smtplib.SMTP(HOST, port("SMTP_MX"), timeout=PATIENCE) as smtp:
            smtp.ehlo()
            options = ["BODY=8BITMIME"]
            smtp.mail("tester@example.org", options)
            smtp.rcpt(user)
            code, words = smtp.data(text)
        if code != 250:
            print(f"      refused: {file.name}: {code} {words.decode()}")
        sent.append((file.name, code, text))
    wanted = [(name, text) for name, code, text in sent if code == 250]
    wrong = []
    with imap(user) as box:
        ok(box.select())
        drop = pop3(user)
        equal("messages", len(wanted), drop.stat()[0])
        for i, (name, text) in enumerate(wanted, 1):
            got = ok(box.fetch(str(i), "(BODY.PEEK[])"))[0][1]
            if not got.endswith(text) or len(got) - len(text) > 2000:
                wrong.append(f"{name}: IMAP gives other bytes")
            if b"\r\n".join(drop.retr(i)[1]) + b"\r\n" != got:
                wrong.append(f"{name}: POP3 gives other bytes than IMAP")
            try:
                answer = ok(box.fetch(str(i), "(ENVELOPE BODYSTRUCTURE)"))
                assert answer and answer[0], "empty"
            except (imaplib.IMAP4.error, AssertionError) as e:
                wrong.append(f"{name}: ENVELOPE BODYSTRUCTURE: {e}")
        drop.quit()
    assert not wrong, "\n".join(wrong)
    equal("refused", [], [name for name, code, _ in sent if code != 250])


CHECKS = [
    ("smtplib and imaplib: a message with letters and an attachment arrives as it was", sends_and_reads),
    ("smtplib and imaplib: addresses and headers in any script (SMTPUTF8)", addresses_in_any_script),
    ("smtplib, imaplib, poplib: STARTTLS", starttls_everywhere),
    ("imaplib: two clients see each other's changes", two_clients_see_each_other),
    ("imaplib: IDLE is told", idle_is_told),
    ("poplib and imaplib: one mailbox", pop3_and_imap_are_one_mailbox),
    ("imaplib: COPY, MOVE, UIDs, RENAME, subscriptions", copies_moves_and_uids),
    ("imaplib: 10,000 messages", ten_thousand_messages),
]
if os.environ.get("MAILSTEAD_CORPUS"):
    CHECKS.append(("smtplib, imaplib, poplib: the corpus comes back byte for byte", corpus_comes_back))


def main(checks):
    socket.setdefaulttimeout(PATIENCE)
    for name, check in checks:
        try:
            check()
            print(f"pass  {name}", flush=True)
        except Exception as e:
            print(f"FAIL  {name} ({type(e).__name__})")
            for line in traceback.format_exc().splitlines()[-14:]:
                print(f"      | {line[:300]}")
            sys.stdout.flush()


if __name__ == "__main__":
    main(CHECKS)
