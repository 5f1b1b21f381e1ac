#!/usr/bin/env bash
# offlineimap: two-way sync of mailboxes with unusual names, again with nothing to do, then changes on both sides.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0006
LOCAL="$WORK/offlineimap"
KOELN='Grüße aus Köln'
# The same name as IMAP4rev1 writes it (RFC 3501 §5.1.3), which is also what curl has to ask for.
KOELN_SENT='Gr&APwA3w-e aus K&APY-ln'
MAILBOXES=(INBOX Archive Drafts Junk Sent Trash 'Work/Two Words' "$KOELN_SENT")

# settings NAME PORT SSL [LINE]: an account with a local folder of its own; the line is for the account's part.
settings() {
    cat << END
[general]
accounts = $1
metadata = $WORK/offlineimap-state
socktimeout = 20
fsync = no

[Account $1]
localrepository = $1-local
remoterepository = $1-remote
utf8foldernames = yes
${4:-}

[Repository $1-local]
type = Maildir
localfolders = $LOCAL-$1
sep = /

[Repository $1-remote]
type = IMAP
remotehost = localhost
remoteport = $2
remoteuser = $USER@$DOMAIN
remotepass = $PASSWORD
ssl = $3
starttls = yes
sslcacertfile = $CERT
END
}

# sync NAME: one run; any error it tells of fails the check, even if it went on. Its library imaplib2 waits in vain for what it
# has read itself in one of some thirty changes to TLS by STARTTLS, with whatever server: then once more.
sync() {
    local try
    for try in 1 2 3; do
        sync_once "$1" && return
        grep -q 'Failed to start TLS connection: command: CAPABILITY => ' "$WORK/offlineimap.out" || return 1
        echo "note: imaplib2 lost its way in STARTTLS (try $try)"
    done
    return 1
}

sync_once() {
    timeout 300 offlineimap -c "$WORK/offlineimap-$1.conf" -o -u basic > "$WORK/offlineimap.out" 2>&1 || {
        cat "$WORK/offlineimap.out"
        return 1
    }
    ! grep -E 'ERROR|WARNING' "$WORK/offlineimap.out" || return 1
    tail -n 15 "$WORK/offlineimap.out"
}

# near MAILBOX [PATTERN]: how many messages are here.
near() { find "$LOCAL-all/$1/cur" "$LOCAL-all/$1/new" -type f -name "${2:-*}" | wc -l; }

# file_of MAILBOX SUBJECT: the one file here with this subject.
file_of() { grep -rlx "Subject: $2" "$LOCAL-all/$1/cur" "$LOCAL-all/$1/new"; }

# found MAILBOX KEYS: how many messages SEARCH finds on the server.
found() {
    local answer
    answer=$(imap "$USER" "UID SEARCH $2" "${1// /%20}")
    wc -w <<< "${answer#\* SEARCH}"
}

# All the server knows that a change would change: messages, UIDs given out, flags. HIGHESTMODSEQ moves with every flag.
state() {
    local mailbox
    for mailbox in "${MAILBOXES[@]}"; do
        imap "$USER" "STATUS \"$mailbox\" (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ UNSEEN)"
    done
}

files() { find "$LOCAL-all" -type f -print0 | sort -z | xargs -0 sha256sum; }

# put MAILBOX SUBJECT FLAGS: writes a message of 1 January 2026 into a mailbox here, as a mail program would.
put() {
    message "$WORK/message" "$2"
    local file="$LOCAL-all/$1/cur/1700000000_${2// /-}.1.here:2,$3"
    tr -d '\r' < "$WORK/message" > "$file"
    touch -d '2026-01-01T12:00:00' "$file"
}

prepare() {
    settings all "$IMAP_TLS" yes > "$WORK/offlineimap-all.conf"
    settings small "$IMAP_STARTTLS" no 'maxsize = 10000' > "$WORK/offlineimap-small.conf"
    fill "$USER" 200
    imap "$USER" 'CREATE "Work/Two Words"'
    mkdir -p "$LOCAL-all/$KOELN"/{cur,new,tmp}
    local i
    for i in 1 2 3 4 5; do put "$KOELN" "local $i" S; done
}
check "200 messages and a name with a space on the server, a name with umlauts here" prepare

first() {
    sync all
    same "messages here" 200 "$(near INBOX)"
    local mailbox
    for mailbox in Drafts Sent Archive Junk Trash 'Work/Two Words'; do test -d "$LOCAL-all/$mailbox/cur"; done
    same "messages in $KOELN" 5 "$(count "$USER" "\"$KOELN_SENT\"")"
    same "seen there, as here" 5 "$(found "$KOELN_SENT" SEEN)"
    # The UID of what was uploaded, as APPENDUID told it, is in the file's name.
    same "files named after UIDs" 5 "$(near "$KOELN" '*,U=[1-5],*')"
    # offlineimap sends the file's time with APPEND.
    same "of the files' day" 5 "$(found "$KOELN_SENT" 'ON 1-Jan-2026')"
}
check "first sync: all messages and mailboxes on both sides" first

idle() {
    local there here
    there=$(state)
    here=$(files)
    sync all
    same "state of the server" "$there" "$(state)"
    same "files here" "$here" "$(files)"
}
check "second sync: nothing to do" idle

change() {
    local i file
    # Here: flags, a deleted message, one moved to the mailbox with umlauts and one to that with the space, a new one.
    for i in 11 12 13; do
        file=$(file_of INBOX "filled $i")
        file=${file##*/}
        mv "$LOCAL-all/INBOX"/*/"$file" "$LOCAL-all/INBOX/cur/${file%:2,*}:2,FRS"
    done
    rm "$(file_of INBOX 'filled 21')"
    mv "$(file_of INBOX 'filled 31')" "$LOCAL-all/$KOELN/cur/"
    mv "$(file_of INBOX 'filled 32')" "$LOCAL-all/Work/Two Words/cur/"
    put 'Work/Two Words' 'written here' FS
    # There: flags, two deleted messages, one moved, a new one, a new mailbox.
    imap "$USER" 'UID STORE 41:44 +FLAGS.SILENT (\Answered \Seen)' INBOX
    imap "$USER" 'UID STORE 51:52 +FLAGS.SILENT (\Deleted)' INBOX
    imap "$USER" 'UID EXPUNGE 51:52' INBOX > /dev/null
    imap "$USER" "UID MOVE 61 \"$KOELN_SENT\"" INBOX > /dev/null
    fill "$USER" 1
    imap "$USER" 'CREATE "Work/Two Words/This &- that"'
}
check "changes on both sides" change

changed() {
    sync all
    # 200; here one deleted and two moved, there two deleted, one moved and one new.
    same "messages in the inbox here" 195 "$(near INBOX)"
    same "messages in the inbox there" 195 "$(count "$USER" INBOX)"
    same "flagged here, now there" '* SEARCH 11 12 13' "$(imap "$USER" 'UID SEARCH FLAGGED ANSWERED SEEN' INBOX)"
    same "answered there, now here" 4 "$(near INBOX '*,U=4[1-4],*:2,RS')"
    same "deleted here, still there" 0 "$(found INBOX 'SUBJECT "filled 21"')"
    same "deleted there, still here" 0 "$(near INBOX '*,U=5[12],*')"
    same "moved here, left in the inbox" 0 "$(found INBOX 'OR SUBJECT "filled 31" SUBJECT "filled 32"')"
    same "moved here to umlauts, there" 1 "$(found "$KOELN_SENT" 'SUBJECT "filled 31"')"
    same "moved here to a space, there" 1 "$(found 'Work/Two Words' 'SUBJECT "filled 32"')"
    same "written here, now there" 1 "$(found 'Work/Two Words' 'SUBJECT "written here" FLAGGED SEEN')"
    file_of "$KOELN" 'filled 61'
    same "messages in $KOELN there" 7 "$(count "$USER" "\"$KOELN_SENT\"")"
    same "messages in $KOELN here" 7 "$(near "$KOELN")"
    test -d "$LOCAL-all/Work/Two Words/This & that/cur"
}
check "third sync: flags, deletions, moves and a new mailbox arrive on both sides" changed
check "fourth sync: nothing to do" idle

searches() {
    message "$WORK/large" 'too large' 1000
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$USER@$DOMAIN:$PASSWORD" -T "$WORK/large" \
        "imaps://localhost:$IMAP_TLS/INBOX"
    local there
    there=$(state)
    sync small
    same "messages here, without the large one" 195 "$(find "$LOCAL-small/INBOX" -type f | wc -l)"
    same "messages there, with it" 196 "$(count "$USER" INBOX)"
    same "state of the server" "$there" "$(state)"
}
check "STARTTLS: SEARCH SMALLER leaves a large message out" searches
