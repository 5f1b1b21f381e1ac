#!/usr/bin/env bash
# Thunderbird: signs in, recognises the folders, changes messages, is told of changes, searches and sends.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0011
OTHER=user0012
make_profile "$WORK/thunderbird"
trap stop_thunderbird EXIT
start_thunderbird

# on_server MAILBOX CRITERIA...: sequence numbers of the messages on the server that match.
on_server() {
    local mailbox=$1
    shift
    imap "$USER" "SEARCH $*" "$mailbox" | sed -n 's/^\* SEARCH *//p'
}

finds() { [ "$(on_server "$2" "${@:3}")" = "$1" ]; }

# soon EXPECTED MAILBOX CRITERIA...: waits until exactly these messages match; some changes Thunderbird makes in its own time.
soon() {
    wait_for 20 finds "$@" || same "messages in $2 that match ${*:3}" "$1" "$(on_server "${@:2}")"
}

signs_in() {
    fill "$USER" 20
    thunderbird_does signIn localhost "$IMAP_TLS" "$SMTP_TLS" "$USER@$DOMAIN" "$PASSWORD" "$(cat "$CERT")"
    thunderbird_does shows INBOX 20
    thunderbird_does subjects INBOX | grep -qx 'filled 20'
}
check "signs in over TLS and shows the inbox" signs_in

special_folders() {
    same "folders" "$(printf '%s\n' 'Archive Archive' 'Drafts Drafts' 'INBOX Inbox' 'Junk Junk' 'Sent SentMail' 'Trash Trash')" \
        "$(thunderbird_does folders | grep -Ev '^(Work|日本語)' | sort)"
}
check "recognises the special folders, none of them twice" special_folders

marks() {
    thunderbird_does flag INBOX 'filled 3' 'filled 4'
    thunderbird_does read INBOX 'filled 5'
    thunderbird_does tag INBOX '$label1' 'filled 6'
    soon '3 4' INBOX FLAGGED
    soon 5 INBOX SEEN
    soon 6 INBOX 'KEYWORD $label1'
}
check "stars, reads and tags messages" marks

moves() {
    thunderbird_does move INBOX Archive 'filled 1' 'filled 2'
    same "messages in Archive" 2 "$(count "$USER" Archive)"
    same "messages left" 18 "$(count "$USER" INBOX)"
    thunderbird_does shows Archive 2
}
check "moves messages to another folder" moves

deletes() {
    thunderbird_does remove INBOX 'filled 10' 'filled 11' 'filled 12'
    same "messages in Trash" 3 "$(count "$USER" Trash)"
    same "messages left" 15 "$(count "$USER" INBOX)"
    same "messages marked but not expunged" '' "$(on_server INBOX DELETED)"
}
check "deletes messages, which go to the trash" deletes

empties() {
    thunderbird_does sync Trash
    thunderbird_does emptyTrash
    same "messages in Trash" 0 "$(count "$USER" Trash)"
}
check "empties the trash" empties

# ---- what others do meanwhile ---------------------------------------------------------------------------------------

# by_another SUBJECT ITEM VALUE: another session changes the flags of one message in the inbox.
by_another() {
    imap "$USER" "STORE $(on_server INBOX "SUBJECT \"$1\"") $2 ($3)" INBOX
}

is_told() {
    # Having looked, it stays there in IDLE. From then on nothing asks the server.
    thunderbird_does sync INBOX
    fill "$USER" 1
    thunderbird_does isTold INBOX 'filled 1' there
    by_another 'filled 7' +FLAGS '\Flagged $label2'
    thunderbird_does isTold INBOX 'filled 7' flagged
    thunderbird_does isTold INBOX 'filled 7' '$label2'
    by_another 'filled 8' +FLAGS '\Seen'
    thunderbird_does isTold INBOX 'filled 8' read
    imap "$USER" "MOVE $(on_server INBOX 'SUBJECT "filled 9"') Junk" INBOX
    thunderbird_does isTold INBOX 'filled 9' gone
}
check "is told at once of a new message, of flags, a tag and a message moved away by another session" is_told

# ---- searching, reading, writing ------------------------------------------------------------------------------------

searches() {
    # It has no texts of its own, so it was the server that found this.
    same "found by the text" 'filled 17' "$(thunderbird_does search INBOX Body 'message 17.')"
    same "found by the subject" 'filled 18' "$(thunderbird_does search INBOX Subject 'filled 18')"
    same "found by the sender" 15 "$(thunderbird_does search INBOX Sender 'Tester' | wc -l)"
    same "found by what is not there" '' "$(thunderbird_does search INBOX Body 'no such words')"
}
check "searches on the server" searches

reads() {
    thunderbird_does source INBOX 'filled 17' | tr -d '\r' > "$WORK/source"
    grep -qx 'Text of message 17\.' "$WORK/source"
    same "seen by looking at the source" "" "$(on_server INBOX SEEN 'SUBJECT "filled 17"')"
}
check "reads a message" reads

TEXT=$'Schöne Grüße.\n.\n..dots'

sends() {
    head -c 300000 /dev/urandom > "$WORK/photo.bin"
    thunderbird_does send "$OTHER@$DOMAIN" "$USER@$DOMAIN" 'Grüße aus Köln' "$TEXT" "$WORK/photo.bin"
    same "messages the other got" 1 "$(count "$OTHER" INBOX)"
    same "messages in Sent" 1 "$(count "$USER" Sent)"
    curl -sS --cacert "$CERT" -u "$OTHER@$DOMAIN:$PASSWORD" "imaps://localhost:$IMAP_TLS/INBOX;MAILINDEX=1" > "$WORK/received"
    same "what the other got" "$(printf '%s\n' 'Grüße aus Köln' "$TEXT" "$(sha256sum < "$WORK/photo.bin" | cut -d ' ' -f 1)")" \
        "$(python3 -c '
import email, email.policy, hashlib, sys
message = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
print(message["Subject"], message.get_body().get_content().rstrip(), sep="\n")
print(hashlib.sha256(next(message.iter_attachments()).get_content()).hexdigest())' < "$WORK/received")"
    # The copy to itself arrives without its asking, and what is in Sent can be found by its letters.
    thunderbird_does isTold INBOX 'Grüße aus Köln' there
    thunderbird_does sync Sent
    same "found in Sent" 'Grüße aus Köln' "$(thunderbird_does search Sent Body 'Schöne')"
}
check "sends a message with letters and an attachment, keeps a copy in Sent" sends

drafts() {
    thunderbird_does draft 'not finished' 'Text of the draft.'
    soon 1 Drafts 'DRAFT BODY "of the draft"'
    wait_for 20 finds 1 Drafts ALL
}
check "saves a draft, and again in its place" drafts

# ---- folders --------------------------------------------------------------------------------------------------------

# Names as the server lists them, in modified UTF-7.
names() {
    imap "$USER" 'LIST "" *' | grep -vE ' (INBOX|Archive|Drafts|Junk|Sent|Trash)$' | sed 's/.* "\/" //' | sort
}
has_names() { [ "$(names)" = "$1" ]; }

# has_folders NAME: waits until the two folders that were made have this name, in its quoted form without the quote at its end.
has_folders() {
    local expected
    expected=$(printf '%s"\n%s/&ZeVnLIqe-"' "$1" "$1")
    wait_for 20 has_names "$expected" || same "folders" "$expected" "$(names)"
}

folders() {
    thunderbird_does makeFolders 'Grüße & Co' '日本語' 'Work "2026" ~ 100%'
    has_folders '"Work \"2026\" ~ 100%'
    thunderbird_does copy INBOX 'Work "2026" ~ 100%/日本語' 'filled 17' 'filled 18'
    thunderbird_does removeFolder 'Work "2026" ~ 100%'
    has_folders '"Trash/Work \"2026\" ~ 100%'
    same "messages that went with it" 2 \
        "$(imap "$USER" 'STATUS "Trash/Work \"2026\" ~ 100%/&ZeVnLIqe-" (MESSAGES)' | sed -nE 's/.*MESSAGES ([0-9]+).*/\1/p')"
}
check "makes folders with names of any letters, renames them, copies into one, throws them away" folders

# ---- away for a while -----------------------------------------------------------------------------------------------

# Looks into the folder, which is when it sends what was done offline, but not all of it the first time.
is_played_back() {
    thunderbird_does sync INBOX > /dev/null
    thunderbird_does sync Archive > /dev/null
    finds 1 Trash 'SUBJECT "filled 15"' && finds 3 Archive 'SUBJECT "filled 14"'
}

offline() {
    thunderbird_does offline INBOX 'filled 13' 'filled 14' Archive 'filled 15'
    wait_for 20 is_played_back || { on_server INBOX ALL; on_server Archive ALL; on_server Trash ALL; return 1; }
    same "starred" 1 "$(on_server INBOX FLAGGED 'SUBJECT "filled 13"' | wc -w)"
    same "still in the inbox" '' "$(on_server INBOX 'OR SUBJECT "filled 14" SUBJECT "filled 15"')"
}
check "changes made offline reach the server afterwards" offline

ends() {
    thunderbird_does useStartTls localhost "$IMAP_STARTTLS" "$SMTP_STARTTLS" "$(cat "$CERT")"
    thunderbird_does quit
    wait_for 30 is_gone "$THUNDERBIRD"
}
check "ends by itself when asked to" ends

by_another 'filled 16' +FLAGS '\Answered \Flagged' > /dev/null
by_another 'filled 17' +FLAGS '\Deleted' > /dev/null
imap "$USER" EXPUNGE INBOX > /dev/null
start_thunderbird

comes_back() {
    thunderbird_does shows INBOX "$(count "$USER" INBOX)"
    thunderbird_does isTold INBOX 'filled 16' flagged
    thunderbird_does isTold INBOX 'filled 17' gone
    thunderbird_does isTold INBOX 'filled 7' '$label2'
    special_folders
    thunderbird_does send "$OTHER@$DOMAIN" '' 'by STARTTLS' 'Text.'
    same "messages the other got" 2 "$(count "$OTHER" INBOX)"
    thunderbird_does quit
    wait_for 30 is_gone "$THUNDERBIRD"
}
check "started again, now with STARTTLS: learns what changed meanwhile, and sends" comes_back
