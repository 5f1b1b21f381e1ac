#!/usr/bin/env bash
# getmail: fetches over POP3 with TLS, keeping, deleting, and deleting after some days; and what was chosen for the account wins.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0015
STATE="$WORK/getmail"

mkdir -p "$STATE"
# As root it delivers nothing by itself.
printf '#!/bin/sh\nexec cat > "$(mktemp "$1/XXXXXX")"\n' > "$STATE/deliver"
chmod +x "$STATE/deliver"

# get NAME OPTION...: one run of getmail into a folder of that name; OPTION... are lines of [options].
get() {
    local name=$1
    mkdir -p "$STATE/$name" "$STATE/$name.mail"
    {
        cat << END
[retriever]
type = SimplePOP3SSLRetriever
server = localhost
port = $POP3_TLS
username = $USER@$DOMAIN
password = $PASSWORD
ca_certs = $CERT
[destination]
type = MDA_external
path = $STATE/deliver
arguments = ("$STATE/$name.mail",)
allow_root_commands = true
[options]
END
        printf '%s\n' "${@:2}"
    } > "$STATE/$name/getmailrc"
    timeout "$PATIENCE" getmail --getmaildir "$STATE/$name"
}

got() { same "messages got" "$2" "$(find "$STATE/$1.mail" -type f | wc -l)"; }

# choose OPTION...: what the account's holder wants.
choose() { "$ROOT/mailstead" account pop3 "$USER@$DOMAIN" --data "$WORK/server" "$@"; }

keeps() {
    fill "$USER" 20
    get keep 'read_all = false' 'delete = false'
    got keep 20
    same "messages still there" 20 "$(count "$USER" INBOX)"
}
check "keeping: gets 20 and leaves them" keeps

keeps_again() {
    fill "$USER" 2
    get keep 'read_all = false' 'delete = false'
    got keep 22
}
check "keeping: gets only new ones the next time (UIDL)" keeps_again

deletes() {
    get delete 'delete = true'
    got delete 22
    same "messages still there" 0 "$(count "$USER" INBOX)"
    get delete 'delete = true'
    got delete 22
}
check "deleting: drains the mailbox" deletes

kept_all_the_same() {
    fill "$USER" 5
    choose --on-download keep
    get chosen-keep 'delete = true'
    got chosen-keep 5
    same "messages still there" 5 "$(count "$USER" INBOX)"
    get chosen-keep-anew 'delete = true'
    got chosen-keep-anew 0
    choose --on-download client --unhide
}
check "keep was chosen: getmail deletes, the messages stay and are not got again" kept_all_the_same

deleted_all_the_same() {
    choose --on-download delete
    get chosen-delete 'delete = false'
    got chosen-delete 5
    same "messages still there" 0 "$(count "$USER" INBOX)"
    choose --on-download client
}
check "delete was chosen: getmail keeps, the messages go" deleted_all_the_same

comes_back() {
    "$ROOT/mailstead" account history "$USER@$DOMAIN" --data "$WORK/server" > "$WORK/history"
    cat "$WORK/history"
    grep -q 'POP3 on 127.0.0.1 downloaded 22 and deleted 22 messages$' "$WORK/history"
    "$ROOT/mailstead" account restore "$USER@$DOMAIN" --pop3 --data "$WORK/server" | grep -qx 'Brought back 27 messages.'
    "$ROOT/mailstead" account restore "$USER@$DOMAIN" --pop3 --data "$WORK/server" | grep -qx 'Brought back 0 messages.'
    same "messages there again" 27 "$(count "$USER" INBOX)"
    get restored 'delete = true'
    got restored 0
}
check "history tells of it, restore brings all back, and getmail does not take it off again" comes_back
