#!/usr/bin/env bash
# Mail on the port for HTTPS: openssl and Python's own modules ask for it as TLS begins (ALPN); curl gets pages there as ever.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0018

# asks PROTOCOL LINE...: what the server says to these lines, and what it granted.
asks() {
    printf '%s\r\n' "${@:2}" | timeout "$PATIENCE" openssl s_client -connect "localhost:$WEB_TLS" -servername localhost -alpn "$1" -ign_eof \
        -CAfile "$CERT" -verify_return_error > "$WORK/openssl.out" 2>&1 || { cat "$WORK/openssl.out" && return 1; }
    tr -d '\r' < "$WORK/openssl.out"
    grep -qx "ALPN protocol: $1" "$WORK/openssl.out"
}
proof() { printf '\0%s\0%s' "$USER@$DOMAIN" "$PASSWORD" | base64; }

imap_by_openssl() {
    asks imap "a LOGIN $USER@$DOMAIN $PASSWORD" "b STATUS INBOX (MESSAGES)" "c LOGOUT" > "$WORK/said"
    grep '^a OK' "$WORK/said"
    grep '^\* STATUS INBOX' "$WORK/said"
}
check "openssl s_client -alpn imap: signs in and reads" imap_by_openssl

pop3_by_openssl() {
    asks pop3 "USER $USER@$DOMAIN" "PASS $PASSWORD" STAT QUIT > "$WORK/said"
    same "answers" 5 "$(grep -c '^+OK' "$WORK/said")"
}
check "openssl s_client -alpn pop3: signs in" pop3_by_openssl

smtp_by_openssl() {
    asks smtp "EHLO client.example.org" "AUTH PLAIN $(proof)" QUIT > "$WORK/said"
    grep '^235 ' "$WORK/said"
}
check "openssl s_client -alpn smtp: signs in" smtp_by_openssl

by_python() {
    python3 - "$CERT" "$WEB_TLS" "$USER@$DOMAIN" "$PASSWORD" << 'END_OF_PYTHON'
import imaplib, poplib, smtplib, ssl, sys
certificate, port, user, password = sys.argv[1:]

def asking(protocol):
    context = ssl.create_default_context(cafile=certificate)
    context.set_alpn_protocols([protocol])
    return context

with smtplib.SMTP_SSL("localhost", int(port), context=asking("smtp"), timeout=30) as smtp:
    smtp.login(user, password)
    smtp.sendmail(user, [user], f"From: {user}\r\nTo: {user}\r\nSubject: over HTTPS\r\n\r\nText.\r\n")
with imaplib.IMAP4_SSL("localhost", int(port), ssl_context=asking("imap"), timeout=30) as imap:
    imap.login(user, password)
    imap.select()
    assert imap.search(None, "SUBJECT", '"over HTTPS"')[1] == [b"1"]
pop3 = poplib.POP3_SSL("localhost", int(port), context=asking("pop3"), timeout=30)
pop3.user(user)
pop3.pass_(password)
assert b"Subject: over HTTPS" in pop3.retr(1)[1]
pop3.quit()
END_OF_PYTHON
}
check "Python's smtplib, imaplib, poplib: sends, finds and fetches a message" by_python

pages() {
    local offered
    for offered in --http1.1 --http2 --no-alpn; do
        timeout "$PATIENCE" curl -sS --fail --cacert "$CERT" "$offered" "https://localhost:$WEB_TLS/" | grep -F 'This is a mail server'
    done
    timeout "$PATIENCE" openssl s_client -connect "localhost:$WEB_TLS" -CAfile "$CERT" -verify_return_error -alpn xmpp-client -ign_eof \
        <<< $'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r' | grep -F 'This is a mail server'
}
check "curl gets pages there, whatever it offers; so does who offers something else" pages
told() { "$ROOT/mailstead" account sign-ins "$USER@$DOMAIN" --data "$WORK/server" | grep -E "IMAP on port $WEB_TLS, TLS"; }
check "the account's history names the port" told
