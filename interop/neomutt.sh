#!/usr/bin/env bash
# neomutt: searches on the server, moves, deletes; with a header cache it is told by QRESYNC what others did meanwhile.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0007
LINE='\[[0-9]+ [^]]* filled [0-9]+\]'

# neomutt_does KEYS: runs neomutt in a terminal of its own and presses the keys. The index it showed goes to $WORK/screen,
# what it said to the server to $WORK/neomutt.log0.
neomutt_does() {
    cat > "$WORK/neomuttrc" << END
set imap_user="$USER@$DOMAIN"
set imap_pass="$PASSWORD"
set folder="$URL"
set spoolfile="$URL/INBOX"
set ssl_force_tls=yes
set ssl_starttls=yes
set certificate_file="$CERT"
set ssl_verify_host=yes
set header_cache="$WORK/neomutt-cache"
set imap_condstore=yes imap_qresync=yes
set index_format="[%C %Z %s]"
set sort=mailbox-order
set confirmappend=no delete=yes quit=yes move=no mark_old=no
set record="" postponed="" trash=""
set wait_key=no
push "${1//\"/\\\"}"
END
    rm -f "$WORK/neomutt.log"*
    TERM=xterm timeout "$PATIENCE" script -qec \
        "stty cols 100 rows 60; neomutt -n -F '$WORK/neomuttrc' -d 2 -l '$WORK/neomutt.log'" "$WORK/screen.raw" \
        < /dev/null > /dev/null
    # Control sequences off, so that words can be found.
    sed -E 's/\x1b\[[0-9;?]*[a-zA-Z]//g; s/\x1b[()][A-Z0-9]//g; s/\x1b[=>]//g' "$WORK/screen.raw" | tr -d '\r\017' \
        > "$WORK/screen"
}

# said PATTERN: neomutt sent such a command.
said() { grep -aE "(^|> )[a-z][0-9]+ $1" "$WORK/neomutt.log0"; }

# index: the lines of the index it showed, in order.
index() { grep -aoE "$LINE" "$WORK/screen" | sort -u -t '[' -k 2n; }

shows() {
    mkdir "$WORK/neomutt-cache"
    fill "$USER" 40
    neomutt_does '<refresh><quit>'
    same "lines of the index" 40 "$(index | wc -l)"
}
URL="imaps://localhost:$IMAP_TLS"
check "imaps: opens the inbox and shows its index" shows

searches() {
    # The text is only in the messages, which are not here: only the server can find it.
    neomutt_does '<tag-pattern>=b "message 17"<enter><tag-prefix><flag-message><quit>'
    said 'UID SEARCH .*BODY "message 17"'
    same "flagged" "* SEARCH 17" "$(imap "$USER" 'UID SEARCH FLAGGED' INBOX)"
    neomutt_does '<limit>=h "Subject: filled 3"<enter><tag-pattern>~A<enter><tag-prefix><set-flag>r<quit>'
    said 'UID SEARCH .*HEADER "?Subject"? "?filled 3"?'
    same "answered" "* SEARCH 3 30 31 32 33 34 35 36 37 38 39" "$(imap "$USER" 'UID SEARCH ANSWERED' INBOX)"
}
check "imaps: the server searches texts and headers; what it found gets flags" searches

URL="imap://localhost:$IMAP_STARTTLS"
moves() {
    neomutt_does '<tag-pattern>=s "filled 2"<enter><tag-prefix><save-message>=Archive<enter><sync-mailbox><quit>'
    said 'UID (MOVE|COPY) 2,20:29 '
    same "messages in Archive" 11 "$(count "$USER" Archive)"
    same "messages left" 29 "$(count "$USER" INBOX)"
    same "their subjects" "* SEARCH" "$(imap "$USER" 'UID SEARCH SUBJECT "filled 2"' INBOX)"
}
check "imap with STARTTLS: tags and moves messages to Archive" moves

deletes() {
    neomutt_does '<delete-pattern>=s "filled 11" | =s "filled 12"<enter><sync-mailbox><quit>'
    same "messages left" 27 "$(count "$USER" INBOX)"
    same "the deleted ones" "* SEARCH" "$(imap "$USER" 'UID SEARCH UID 11:12' INBOX)"
}
check "imap with STARTTLS: deletes messages" deletes

# same_index UID...: the index it showed has exactly these messages, with the flags and subjects they have by now.
same_index() {
    local expected number=0 uid flags
    for uid in "$@"; do
        number=$((number + 1))
        case $uid in
            5) flags='  !' ;;
            3 | 3[0-9]) flags='r  ' ;;
            *) flags='N  ' ;;
        esac
        expected+="[$number $flags filled $((uid > 40 ? 1 : uid))]"$'\n'
    done
    same "index" "${expected%$'\n'}" "$(index)"
}

resyncs() {
    imap "$USER" 'UID STORE 5 +FLAGS.SILENT (\Flagged \Seen)' INBOX
    imap "$USER" 'UID STORE 17 -FLAGS.SILENT (\Flagged)' INBOX
    fill "$USER" 1
    neomutt_does '<refresh><quit>'
    said 'UID FETCH [0-9:,]+ \(FLAGS\) \(CHANGEDSINCE [0-9]+ VANISHED\)'
    # Only the new message's header was fetched.
    same "other FETCH commands" 1 "$(said '(UID )?FETCH ' | grep -cv CHANGEDSINCE)"
    said 'FETCH 28 '
    same_index 1 {3..10} {13..19} {30..41}
}
check "imap with QRESYNC: a later start is told only the flags and the message that are new" resyncs

# neomutt keeps counting messages that VANISHED (EARLIER) when it reads the sequence numbers of the FETCH responses that
# follow, notices it and reads all flags again. What it shows must be right, by whatever way.
vanishes() {
    imap "$USER" 'UID STORE 1,4 +FLAGS.SILENT (\Deleted)' INBOX
    imap "$USER" 'UID EXPUNGE 1,4' INBOX > /dev/null
    imap "$USER" 'UID MOVE 6 Archive' INBOX > /dev/null
    imap "$USER" 'UID STORE 7 +FLAGS.SILENT (\Flagged)' INBOX
    imap "$USER" 'UID STORE 7 -FLAGS.SILENT (\Flagged)' INBOX
    fill "$USER" 1
    neomutt_does '<refresh><quit>'
    said 'UID FETCH [0-9:,]+ \(FLAGS\) \(CHANGEDSINCE [0-9]+ VANISHED\)'
    same_index 3 5 {7..10} {13..19} {30..42}
}
check "imap with QRESYNC: a later start no longer shows what somebody else deleted and moved" vanishes
