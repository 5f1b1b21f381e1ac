#!/usr/bin/env bash
# swaks: sending over all three ports and both kinds of TLS.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0001

# send ARGS...: hands in a message; the exit code says at which step the server refused.
send() {
    timeout "$PATIENCE" swaks --server localhost --from tester@example.org --helo client.example.org \
        --tls-ca-path "$CERT" --h-Subject "swaks" --body "Text." "$@"
}

# refused CODE ARGS...: the same, and the server must refuse at that step. 24: no recipient, 23: sender, 28: sign-in.
refused() {
    local expected=$1 code=0
    shift
    send "$@" || code=$?
    same "exit code of swaks" "$expected" "$code"
}

submit() {
    local port=$1
    shift
    send --port "$port" --from "$USER@$DOMAIN" --to "$USER@$DOMAIN" --auth-user "$USER@$DOMAIN" "$@"
}

before=$(count "$USER" INBOX)

check "port for other servers: no TLS" send --port "$SMTP_MX" --to "$USER@$DOMAIN"
check "port for other servers: STARTTLS" send --port "$SMTP_MX" --to "$USER@$DOMAIN" --tls --tls-verify
check "port for other servers: PIPELINING" send --port "$SMTP_MX" --to "$USER@$DOMAIN" --pipeline
check "port for other servers: sub-address" send --port "$SMTP_MX" --to "$USER+list@$DOMAIN"
check "port for other servers: postmaster without a domain" send --port "$SMTP_MX" --to postmaster
check "port for other servers: bounce (empty sender)" send --port "$SMTP_MX" --to "$USER@$DOMAIN" --from '<>'
check "port for other servers: nobody of that name" refused 24 --port "$SMTP_MX" --to "nobody@$DOMAIN"
check "port for other servers: relaying refused" refused 24 --port "$SMTP_MX" --to somebody@example.org
head -c 3000000 /dev/urandom > "$WORK/large"
check "port for other servers: attachment of 3 MB" \
    send --port "$SMTP_MX" --to "$USER@$DOMAIN" --attach-type application/octet-stream --attach "@$WORK/large"

for auth in PLAIN LOGIN; do
    check "submission: STARTTLS, AUTH $auth" \
        submit "$SMTP_STARTTLS" --tls --tls-verify --auth "$auth" --auth-password "$PASSWORD"
    check "submission: TLS from the start, AUTH $auth" \
        submit "$SMTP_TLS" --tlsc --tls-verify --auth "$auth" --auth-password "$PASSWORD"
done

wrong_password() {
    local code=0
    submit "$SMTP_STARTTLS" --tls --auth PLAIN --auth-password wrong || code=$?
    same "exit code of swaks" 28 "$code"
}
check "submission: wrong password refused" wrong_password
check "submission: without sign-in refused" refused 23 --port "$SMTP_STARTTLS" --tls --to "$USER@$DOMAIN"

# Old TLS must not be spoken.
old_tls() {
    ! submit "$SMTP_TLS" --tlsc --tls-protocol tlsv1_1 --auth PLAIN --auth-password "$PASSWORD"
}
check "TLS 1.1 refused" old_tls

all_arrived() {
    same "messages in the inbox" "$((before + 10))" "$(count "$USER" INBOX)"
}
check "each accepted message is in the inbox once" all_arrived
