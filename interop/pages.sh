#!/usr/bin/env bash
# The gateway's page, and the pages of /setup and of the doctor in Chromium, on a desk and on a telephone, with the keyboard alone: by an invitation to a password for a device, with
# which curl then reads and swaks sends while the page watches.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0017
ADDRESS="$USER@$DOMAIN"
URL="https://localhost:$WEB_TLS/setup"
# Where pictures stay when all else is thrown away.
PICTURES=${MAILSTEAD_PICTURES:-$ROOT/target/interop}/pages
mkdir -p "$PICTURES"

browser() { timeout 300 python3 "$HERE/pages.py" "$1" "$PICTURES" "${@:2}"; }

# The demonstration chose a free port, which the configuration does not know.
LINK=$("$ROOT/mailstead" account invite "$ADDRESS" --json --data "$WORK/server" | sed -nE 's/.*"link" ?: ?"([^"]+)".*/\1/p')
LINK="$URL/${LINK##*/}"

has_line() { [ "$(sed -n "$1p" "$WORK/pages.out")" ]; }

invited() {
    browser invited "$LINK" > "$WORK/pages.out" &
    local watching=$!
    wait_for 200 has_line 1
    local secret
    secret=$(sed -n 1p "$WORK/pages.out")
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$ADDRESS:$secret" -X 'STATUS INBOX (MESSAGES)' "imaps://localhost:$IMAP_TLS/"
    wait_for 60 has_line 2
    timeout "$PATIENCE" swaks --server localhost --port "$SMTP_STARTTLS" --tls --tls-ca-path "$CERT" --auth PLAIN --auth-user "$ADDRESS" \
        --auth-password "$secret" --from "$ADDRESS" --to "$ADDRESS"
    wait "$watching"
    same "told at last" finished "$(tail -n 1 "$WORK/pages.out")"
}
check "by an invitation to a device that works, by keyboard; the page sees it connect" invited
check "the invitation opens once" browser used-twice "$LINK"
check "on a telephone, in German, by address and password" browser on-phone "$URL" "$ADDRESS" "$PASSWORD"
check "without scripts" browser without-scripts "$URL" "$ADDRESS"

OTHER=user0018@$DOMAIN
GATEWAY="$WORK/gateway-page"
IMAP=$((20000 + RANDOM % 10000)) PAGE=$((32000 + RANDOM % 700))

# hears: what a mail program hears at the gateway.
hears() {
    { printf 'a LOGIN %s %s\r\nb LOGOUT\r\n' "$OTHER" "$(gateway_password)"; sleep 5; } | timeout 30 curl -s "telnet://127.0.0.1:$IMAP" || true
}

gateway_page() {
    gateway_add "$GATEWAY" "$OTHER"
    "$ROOT/mailstead" gateway run --folder "$GATEWAY" --imap "$IMAP" --pop3 0 --smtp 0 --page "$PAGE" --no-notices > "$WORK/gateway-running" 2>&1 &
    trap "kill $! 2> /dev/null || true" EXIT
    wait_for "$PATIENCE" grep -q 'Page at' "$WORK/gateway-running"
    hears | tee "$WORK/heard" | grep -q '^a OK'
    "$ROOT/mailstead" account tokens revoke "$OTHER" all --data "$WORK/server"
    hears > "$WORK/heard"
    cat "$WORK/heard"
    local link
    link=$(sed -nE 's/.*\* NO \[ALERT\] Sign in again: (http:[^ ]+) .*/\1/p' "$WORK/heard")
    [ "$link" ]
    browser gateway "$link" "$OTHER" "$PASSWORD"
    hears | tee "$WORK/heard" | grep -q '^a OK'
}
check "the gateway's page: by the link that the mail program shows to a sign-in anew, by keyboard" gateway_page

# ---- the doctor's pages ---------------------------------------------------------------------------------------------

has_address() { grep -q 'http://127.0.0.1:' "$WORK/doctor.out"; }

# with_doctor STEP: the page of `doctor --web`, before our own server. Nothing is asked of the network: there is no DNS server at that port.
with_doctor() {
    : > "$WORK/doctor.out"
    "$ROOT/mailstead" doctor --web --no-browser --no-beacon --loopback --resolver 127.0.0.1:9 --trust "$CERT" > "$WORK/doctor.out" &
    local pages=$! code=0
    wait_for 200 has_address
    browser "$1" "$(grep -o 'http://127.0.0.1:[^ ]*' "$WORK/doctor.out")" "$ADDRESS" "$PASSWORD" "$IMAP_TLS" "$SMTP_TLS" || code=$?
    kill "$pages" || true
    wait "$pages" || true
    return "$code"
}

check "the doctor's page: a wrong password and the right one, by keyboard" with_doctor doctor
check "the doctor's page on a telephone, in German" with_doctor doctor-on-phone
check "the doctor's page on the server, after signing in" browser doctor-on-server "https://localhost:$WEB_TLS/doctor" "$ADDRESS" "$PASSWORD"
