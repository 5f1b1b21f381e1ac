#!/usr/bin/env bash
# The gateway before our own server, which it reaches with tokens of our own OAuth provider: programs that know only passwords read and
# send through it, each with a password of its own.
set -euo pipefail
. "$HERE/lib.sh"

WHO=user0019@$DOMAIN
GATEWAY="$WORK/gateway"

gateway() {
    local command=$1
    shift
    "$ROOT/mailstead" gateway "$command" --folder "$GATEWAY" "$@"
}

# adds: somebody signs in with a code; sets PASS to the password of the first program.
adds() {
    gateway add "$WHO" --code --client-id open --program swaks --trust "$CERT" \
        --server "imap=localhost:$IMAP_TLS:tls" --server "pop3=localhost:$POP3_TLS:tls" \
        --server "smtp=localhost:$SMTP_STARTTLS:starttls" \
        --oauth "authorize=https://localhost:$WEB_TLS/oauth/authorize" --oauth "token=https://localhost:$WEB_TLS/oauth/token" \
        --oauth "device=https://localhost:$WEB_TLS/oauth/device" --oauth scope=mail \
        --json > "$WORK/added" 2> "$WORK/adding" &
    local adding=$!
    wait_for "$PATIENCE" grep -q 'type the code' "$WORK/adding"
    python3 "$HERE/gateway_person.py" "$(sed -nE 's/.*type the code ([A-Z0-9-]+).*/\1/p' "$WORK/adding")" "$WHO"
    wait "$adding"
    grep -q '"password"' "$WORK/added"
}

runs() {
    grep -q 'SMTP on port' "$WORK/running"
}

sends() {
    swaks --server "127.0.0.1:$SMTP" "$@" --auth-user "$WHO" --auth-password "$PASS" --from "$WHO" --to "$WHO" \
        --header "Subject: through the gateway"
}

in_each_way() {
    sends --auth LOGIN
    sends --auth PLAIN --tls
    # Where a busy machine has it begin TLS only after the greeting, it is waited for longer the next time.
    sends --auth PLAIN --tlsc || sends --auth PLAIN --tlsc
}

msmtp_sends() {
    printf 'Subject: through the gateway\n\nhello\n' \
        | msmtp --host=127.0.0.1 --port="$SMTP" --auth=plain --tls=off --user="$WHO" --from="$WHO" \
            --passwordeval="echo $PASS" "$WHO"
}

reads() {
    local url
    for url in "imap://localhost:$IMAP" "imaps://localhost:$IMAP"; do
        same "messages found by curl over ${url%%:*}" "* SEARCH 1 2 3 4" \
            "$(curl -sk --user "$WHO:$PASS" "$url/INBOX" -X 'SEARCH SUBJECT gateway' | tr -d '\r')"
    done
}

# mbsync has another password for the same sign-in.
syncs() {
    local other
    other=$(printf '%s\n' "$PASS" | gateway password "$WHO" mbsync --password-stdin)
    mkdir -p "$WORK/mail"
    cat > "$WORK/mbsyncrc" << END
IMAPAccount a
Host localhost
Port $IMAP
User $WHO
Pass $other
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path $WORK/mail/
Inbox $WORK/mail/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Create Near
SyncState *
END
    timeout "$PATIENCE" mbsync -c "$WORK/mbsyncrc" -a
    same "messages fetched by mbsync" 4 "$(find "$WORK/mail/INBOX" -type f -path '*/new/*' -o -type f -path '*/cur/*' | wc -l)"
}

fetches() {
    cat > "$WORK/gateway.fetchmailrc" << END
set no bouncemail
poll localhost with protocol POP3 uidl service $POP3
    user "$WHO" password "$PASS" options sslproto '' keep no rewrite
    mda "cat >> $WORK/fetched"
END
    chmod 600 "$WORK/gateway.fetchmailrc"
    mkdir -p "$WORK/fetchmail.gateway"
    FETCHMAILHOME="$WORK/fetchmail.gateway" timeout "$PATIENCE" fetchmail --nosyslog -f "$WORK/gateway.fetchmailrc"
    same "messages fetched by fetchmail" 4 "$(grep -c '^Subject: through' "$WORK/fetched")"
}

wrong() {
    local code=0
    curl -s --user "$WHO:wrong" "imap://localhost:$IMAP/INBOX" -X NOOP || code=$?
    same "exit code of curl (67: signing in was refused)" 67 "$code"
}

check "gateway: somebody signs in with a code" adds
PASS=$(sed -nE 's/.*"password":"([^"]*)".*/\1/p' "$WORK/added")
IMAP=$((20000 + RANDOM % 10000)) POP3=$((30000 + RANDOM % 1000)) SMTP=$((31000 + RANDOM % 1000))
# Not by the function, whose shell would be ended in place of the gateway.
"$ROOT/mailstead" gateway run --folder "$GATEWAY" --imap "$IMAP" --pop3 "$POP3" --smtp "$SMTP" > "$WORK/running" 2>&1 &
RUNNING=$!
trap 'kill "$RUNNING" 2> /dev/null || true' EXIT
wait_for "$PATIENCE" runs
check "gateway: swaks sends in the open, with STARTTLS, and with TLS from the start" in_each_way
check "gateway: msmtp sends" msmtp_sends
check "gateway: curl reads over IMAP, in the open and with TLS on the same port" reads
check "gateway: mbsync fetches with a password of its own" syncs
check "gateway: fetchmail fetches over POP3" fetches
check "gateway: a wrong password is refused as such" wrong
check "gateway: status says that it works" gateway status
