#!/usr/bin/env bash
# A server of ours whose account has its mailbox at another one, reached with tokens of that one's OAuth provider: programs that know only
# passwords sign in to the first, and read and send at the second.
set -euo pipefail
. "$HERE/lib.sh"

WHO=user0020@$DOMAIN
FRONT=ann@front.test
F="$WORK/front"
IMAP=$((20000 + RANDOM % 10000)) POP3=$((30000 + RANDOM % 1000)) SMTP=$((31000 + RANDOM % 1000)) MX=$((32000 + RANDOM % 700))

account() {
    local command=$1
    shift
    "$ROOT/mailstead" account "$command" "$FRONT" --config "$F/mailstead.toml" "$@"
}

# A person signs in with a code, as whom the mailbox is.
backs() {
    at_our_provider "$WHO" "$WORK/backed" "$WORK/backing" account back --mailbox "$WHO"
    grep -q 'has its mailbox at localhost now' "$WORK/backed"
    ! grep -q 'But:' "$WORK/backed"
}

sends() {
    swaks --server "127.0.0.1:$SMTP" "$@" --auth-user "$FRONT" --auth-password "$PASS" --from "$WHO" --to "$WHO" \
        --header "Subject: through the server before it"
}

in_each_way() {
    sends --auth LOGIN
    sends --auth PLAIN --tls
    sends --auth LOGIN --tls
}

reads() {
    same "messages found by curl" "* SEARCH 1 2 3" \
        "$(curl -sk --user "$FRONT:$PASS" "imap://localhost:$IMAP/INBOX" -X 'SEARCH SUBJECT before' | tr -d '\r')"
}

# By a proof in place of the password, which the first server never sees then.
proves() {
    timeout "$PATIENCE" gsasl --imap --starttls --x509-ca-file="$F/data/tls/certificate.pem" -m SCRAM-SHA-256 -a "$FRONT" -z "$FRONT" \
        -p "$PASS" --no-cb localhost "$IMAP" < /dev/null > "$WORK/proved" 2>&1
    grep -q 'server trusted' "$WORK/proved"
}

syncs() {
    mkdir -p "$WORK/mail.backed"
    cat > "$WORK/mbsyncrc" << END
IMAPAccount a
Host localhost
Port $IMAP
User $FRONT
Pass $PASS
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path $WORK/mail.backed/
Inbox $WORK/mail.backed/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Create Near
SyncState *
END
    timeout "$PATIENCE" mbsync -c "$WORK/mbsyncrc" -a
    same "messages fetched by mbsync" 3 "$(find "$WORK/mail.backed/INBOX" -type f -path '*/new/*' -o -type f -path '*/cur/*' | wc -l)"
}

fetches() {
    same "messages listed by curl over POP3" 3 \
        "$(curl -sk --user "$FRONT:$PASS" "pop3://localhost:$POP3/" | tr -d '\r' | grep -c '^[0-9]')"
}

wrong() {
    local code=0
    curl -s --user "$FRONT:wrong" "imap://localhost:$IMAP/INBOX" -X NOOP || code=$?
    same "exit code of curl (67: signing in was refused)" 67 "$code"
}

refused() {
    swaks --server "127.0.0.1:$MX" --from "stranger@other.test" --to "$FRONT" > "$WORK/refused" 2>&1 && return 1
    grep -q '550 5.1.6' "$WORK/refused"
}

shows() {
    account show --json | grep -q '"works":true'
    account show | grep -q "The mailbox is $WHO at another provider"
}

# Whatever is the matter, a program hears it, and not that its password is wrong.
unreadable() {
    cp "$F/data/backing.key" "$WORK/backing.key"
    echo "no key" > "$F/data/backing.key"
    curl -sv --user "$FRONT:$PASS" "imap://localhost:$IMAP/INBOX" -X NOOP > "$WORK/unreadable" 2>&1 && return 1
    cp "$WORK/backing.key" "$F/data/backing.key"
    grep -q 'UNAVAILABLE. What opens the mailbox' "$WORK/unreadable"
}

own_server "$F" front.test localhost
PASS=$PASSWORD
cat > "$F/mailstead.toml" << END
data = "$F/data"
hostname = "localhost"
[listen]
addresses = ["127.0.0.1"]
smtp = $MX
submission = $SMTP
submissions = "off"
submission-alternative = "off"
imap = $IMAP
imaps = "off"
pop3 = $POP3
pop3s = "off"
https = "off"
http = "off"
[sending]
smarthost = "off"
[backing]
ca-file = "$CERT"
END
serve "$F" 127.0.0.1 "$IMAP"
trap 'kill "$OWN_PID" 2> /dev/null || true' EXIT
check "backed: somebody signs in with a code for an account of a server that runs" backs
check "backed: swaks sends in the open and with STARTTLS" in_each_way
check "backed: curl reads over IMAP" reads
check "backed: gsasl signs in by SCRAM" proves
check "backed: mbsync fetches" syncs
check "backed: curl lists over POP3" fetches
check "backed: a wrong password is refused as such" wrong
check "backed: mail for the account is refused at the port for other servers" refused
check "backed: account show says where the mailbox is, and that it works" shows
check "backed: with a key that is damaged programs hear the reason, not that their password is wrong" unreadable
