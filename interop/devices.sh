#!/usr/bin/env bash
# App passwords and a second factor, as curl, gsasl and swaks meet them.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0014
ADDRESS="$USER@$DOMAIN"

account() { "$ROOT/mailstead" account "$@" --data "$WORK/server"; }

# made LABEL OPTIONS...: a new app password, with the spaces it is shown with.
made() { account app-password add "$ADDRESS" "$@" --json | sed -nE 's/.*"password" ?: ?"([^"]+)".*/\1/p'; }

# reads PASSWORD: fetches the inbox's state by curl; the exit code says whether it was let in.
reads() {
    timeout "$PATIENCE" curl -sv --cacert "$CERT" -u "$ADDRESS:$1" -X 'STATUS INBOX (MESSAGES)' "imaps://localhost:$IMAP_TLS/" \
        > "$WORK/curl.out" 2>&1
}

# sends PASSWORD: by swaks.
sends() {
    timeout "$PATIENCE" swaks --server localhost --port "$SMTP_STARTTLS" --tls --tls-ca-path "$CERT" --auth PLAIN --auth-user "$ADDRESS" \
        --auth-password "$1" --from "$ADDRESS" --to "$ADDRESS" > "$WORK/swaks.out" 2>&1
}

proves() {
    timeout "$PATIENCE" gsasl --imap --starttls --x509-ca-file="$CERT" -m SCRAM-SHA-256-PLUS -a "$ADDRESS" -z "$ADDRESS" -p "$1" \
        localhost "$IMAP_STARTTLS" < /dev/null > "$WORK/gsasl.out" 2>&1
}

PHONE=$(made Phone)
PRINTER=$(made Printer --for send)

everywhere() {
    reads "$PHONE"
    reads "${PHONE// /}"
    sends "$PHONE"
    proves "${PHONE// /}"
    grep -q 'server trusted' "$WORK/gsasl.out"
}
check "curl, swaks, gsasl: an app password signs in everywhere, with its spaces and without, shown and proved" everywhere

sends_only() {
    sends "$PRINTER"
    ! reads "$PRINTER"
    grep -q '\[AUTHORIZATIONFAILED\]' "$WORK/curl.out"
}
check "swaks, curl: one for sending sends, and reads nothing" sends_only

# What an authenticator program shows for a secret (RFC 6238).
code() {
    python3 - "$1" << 'PYTHON'
import base64, hashlib, hmac, struct, sys, time
key = base64.b32decode(sys.argv[1])
digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
at = digest[-1] & 15
print("%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000))
PYTHON
}

wants_one() {
    local secret
    secret=$(account second-factor "$ADDRESS" begin --json | sed -nE 's/.*"secret" ?: ?"([^"]+)".*/\1/p')
    reads "$PASSWORD"
    account second-factor "$ADDRESS" confirm "$(code "$secret")" > /dev/null
    ! reads "$PASSWORD"
    grep -q 'NO \[ALERT\].*app password' "$WORK/curl.out"
    ! sends "$PASSWORD"
    grep -q '534 5.7.9 .*app password' "$WORK/swaks.out"
    ! proves "$PASSWORD"
    grep -q 'app password' "$WORK/gsasl.out"
    ! reads wrong-password
    ! grep -q 'app password' "$WORK/curl.out"
    reads "$PHONE"
}
check "curl, swaks, gsasl: with a second factor the own password is told to be an app password's place" wants_one

taken_back() {
    account app-password revoke "$ADDRESS" Phone > /dev/null
    ! reads "$PHONE"
    sends "$PRINTER"
    account app-password list "$ADDRESS" > "$WORK/list"
    grep -q Printer "$WORK/list"
    ! grep -q Phone "$WORK/list"
}
check "curl: one that was taken back opens nothing, the others stay" taken_back

told() {
    account sign-ins "$ADDRESS" > "$WORK/sign-ins"
    cat "$WORK/sign-ins"
    grep -q 'app-password-wanted' "$WORK/sign-ins"
    grep -q 'not-for-this' "$WORK/sign-ins"
    grep -q 'Printer' "$WORK/sign-ins"
}
check "mailstead account sign-ins tells of all these tries" told
