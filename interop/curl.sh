#!/usr/bin/env bash
# curl: reads over imaps and pop3s, sends over smtps, uploads with APPEND.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0002

fetch() {
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$USER@$DOMAIN:$PASSWORD" "$@"
}

message "$WORK/hello" "curl hello" 20

smtp() {
    fetch "$1" "${@:2}" --mail-from "$USER@$DOMAIN" --mail-rcpt "$USER@$DOMAIN" -T "$WORK/hello"
}
check "smtps: sends" smtp "smtps://localhost:$SMTP_TLS"
check "smtp with STARTTLS: sends" smtp "smtp://localhost:$SMTP_STARTTLS" --ssl-reqd

# What we put in front of a message is Return-Path and Received, with their folded lines; the rest must be as sent.
after_trace() {
    awk 'begun { print; next }
         /^(Return-Path|Received|Delivered-To):/ { trace = 1; next }
         trace && /^[ \t]/ { next }
         { begun = 1; print }' "$1"
}

is_hello() {
    after_trace "$1" > "$WORK/stripped"
    cmp "$WORK/hello" "$WORK/stripped"
}

imaps_reads() {
    fetch "imaps://localhost:$IMAP_TLS/INBOX;MAILINDEX=1" -o "$WORK/got"
    is_hello "$WORK/got"
}
check "imaps: reads a message byte for byte after the trace" imaps_reads

imap_reads() {
    fetch --ssl-reqd "imap://localhost:$IMAP_STARTTLS/INBOX;MAILINDEX=2" -o "$WORK/got"
    is_hello "$WORK/got"
}
check "imap with STARTTLS: reads" imap_reads

pop3s_reads() {
    fetch "pop3s://localhost:$POP3_TLS/1" -o "$WORK/got"
    is_hello "$WORK/got"
}
check "pop3s: reads a message byte for byte after the trace" pop3s_reads

pop3_reads() {
    fetch --ssl-reqd "pop3://localhost:$POP3_STARTTLS/2" -o "$WORK/got"
    is_hello "$WORK/got"
}
check "pop3 with STLS: reads" pop3_reads

# Where curl is set to one kind of TLS and the port is for the other.
forgiven() {
    fetch --ssl-reqd "imap://localhost:$IMAP_TLS/INBOX;MAILINDEX=1" -o "$WORK/got"
    is_hello "$WORK/got"
    fetch "imaps://localhost:$IMAP_STARTTLS/INBOX;MAILINDEX=1" -o "$WORK/got"
    is_hello "$WORK/got"
    fetch --ssl-reqd "pop3://localhost:$POP3_TLS/1" -o "$WORK/got"
    is_hello "$WORK/got"
    fetch "pop3s://localhost:$POP3_STARTTLS/1" -o "$WORK/got"
    is_hello "$WORK/got"
    fetch --ssl-reqd "smtp://localhost:$SMTP_TLS" -X 'NOOP' > "$WORK/got"
    fetch "smtps://localhost:$SMTP_STARTTLS" -X 'NOOP' > "$WORK/got"
}
check "imap, pop3, smtp: the wrong kind of TLS for the port connects all the same" forgiven

sizes_agree() {
    local said got
    said=$(fetch "pop3s://localhost:$POP3_TLS/" | tr -d '\r' | sed -n 's/^1 //p')
    got=$(fetch "pop3s://localhost:$POP3_TLS/1" | wc -c)
    same "size in LIST" "$got" "$said"
    got=$(imap "$USER" 'FETCH 1 RFC822.SIZE' INBOX | sed -nE 's/.*RFC822.SIZE ([0-9]+).*/\1/p')
    same "RFC822.SIZE" "$said" "$got"
}
check "pop3s LIST, imaps RFC822.SIZE and the message agree in size" sizes_agree

append() {
    fetch "imaps://localhost:$IMAP_TLS/Drafts" -T "$WORK/hello"
    fetch "imaps://localhost:$IMAP_TLS/Drafts;MAILINDEX=1" -o "$WORK/got"
    cmp "$WORK/hello" "$WORK/got"
}
check "imaps: APPEND keeps every byte" append

searches() {
    same "SEARCH SUBJECT" "* SEARCH 1 2" "$(imap "$USER" 'SEARCH SUBJECT "curl hello"' INBOX)"
    same "SEARCH TEXT of another" "* SEARCH" "$(imap "$USER" 'SEARCH TEXT "no such words"' INBOX)"
    same "SEARCH UNSEEN" "* SEARCH" "$(imap "$USER" 'SEARCH UNSEEN' INBOX | sed 's/ *$//')"
}
check "imaps: SEARCH" searches

lists() {
    imap "$USER" 'LIST "" *' > "$WORK/list"
    cat "$WORK/list"
    local use
    for use in 'Drafts' 'Sent' 'Archive' 'Junk' 'Trash'; do grep -q "\\\\$use\b.*\"\?$use\"\?" "$WORK/list"; done
    grep -q 'INBOX' "$WORK/list"
}
check "imaps: LIST shows the usual mailboxes with their special uses" lists

pop3_lists() {
    fetch --ssl-reqd "pop3://localhost:$POP3_STARTTLS/" | tr -d '\r' > "$WORK/list"
    same "lines of LIST" 2 "$(wc -l < "$WORK/list")"
    fetch -X UIDL "pop3s://localhost:$POP3_TLS/" | tr -d '\r' > "$WORK/uidl"
    same "ids of UIDL" 2 "$(grep -cE '^[12] [0-9a-f]{16}$' "$WORK/uidl")"
    fetch -X 'TOP 1 0' "pop3s://localhost:$POP3_TLS/" > "$WORK/top"
    grep -q '^Subject: curl hello' "$WORK/top"
}
check "pop3 with STLS and pop3s: LIST, UIDL, TOP" pop3_lists

choose() { "$ROOT/mailstead" account pop3 "$USER@$DOMAIN" --data "$WORK/server" "$@"; }

kept_all_the_same() {
    choose --on-download keep
    fetch -X 'DELE 1' --head "pop3s://localhost:$POP3_TLS/"
    same "messages seen by IMAP" 2 "$(count "$USER" INBOX)"
    same "messages shown by POP3" 1 "$(fetch "pop3s://localhost:$POP3_TLS/" | wc -l)"
    choose --on-download delete --unhide
    fetch "pop3s://localhost:$POP3_TLS/1" > "$WORK/got"
    is_hello "$WORK/got"
    same "messages seen by IMAP after RETR" 1 "$(count "$USER" INBOX)"
    choose --on-download client
    "$ROOT/mailstead" account restore "$USER@$DOMAIN" --pop3 --data "$WORK/server" | grep -qx 'Brought back 1 message.'
    choose --unhide
    same "messages seen by IMAP after they were brought back" 2 "$(count "$USER" INBOX)"
}
check "pop3s: what was chosen for the account wins, keeping and deleting" kept_all_the_same

deletes() {
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$USER@$DOMAIN:$PASSWORD" -X DELE --head "pop3s://localhost:$POP3_TLS/1"
    same "messages seen by IMAP" 1 "$(count "$USER" INBOX)"
}
check "pop3s: DELE is seen by IMAP" deletes

wrong_password() {
    local code=0
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$USER@$DOMAIN:wrong" "$1" || code=$?
    same "exit code of curl (67: access denied)" 67 "$code"
}
check "imaps: wrong password refused" wrong_password "imaps://localhost:$IMAP_TLS/INBOX"
check "pop3s: wrong password refused" wrong_password "pop3s://localhost:$POP3_TLS/"
