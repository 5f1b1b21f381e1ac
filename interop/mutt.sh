#!/usr/bin/env bash
# mutt: opens a folder and shows its index; flags and deletes.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0005

# mutt_does KEYS: runs mutt in a terminal of its own and presses the keys. What it showed goes to $WORK/screen.
mutt_does() {
    cat > "$WORK/muttrc" << END
set imap_user="$USER@$DOMAIN"
set imap_pass="$PASSWORD"
set folder="$URL"
set spoolfile="$URL/INBOX"
set ssl_force_tls=yes
set ssl_starttls=yes
set certificate_file="$CERT"
set ssl_verify_host=yes
set index_format="[%C %Z %s]"
set sort=mailbox-order
set confirmappend=no delete=yes quit=yes move=no
set record="" postponed=""
set wait_key=no
push "$1"
END
    TERM=xterm COLUMNS=100 LINES=40 timeout "$PATIENCE" \
        script -qec "stty cols 100 rows 40; mutt -n -F '$WORK/muttrc'" "$WORK/screen.raw" < /dev/null > /dev/null
    # Control sequences off, so that words can be found.
    sed -E 's/\x1b\[[0-9;?]*[a-zA-Z]//g; s/\x1b[()][A-Z0-9]//g; s/\x1b[=>]//g' "$WORK/screen.raw" | tr -d '\r\017' > "$WORK/screen"
}

shows() {
    fill "$USER" 20
    mutt_does '<refresh><quit>'
    cat "$WORK/screen"
    grep -q 'filled 1\]' "$WORK/screen"
    grep -q 'filled 20\]' "$WORK/screen"
}
URL="imaps://localhost:$IMAP_TLS"
check "imaps: opens the inbox and shows its index" shows

reads() {
    # With keys waiting mutt does not draw its pager, so what it shows is taken out by a pipe.
    mutt_does "3<enter><display-message><exit><pipe-message>cat > $WORK/piped<enter><quit>"
    cat "$WORK/piped"
    grep -q 'Text of message 3\.' "$WORK/piped"
    same "messages seen" "* SEARCH 3" "$(imap "$USER" 'SEARCH SEEN' INBOX)"
}
check "imaps: shows a message, which is then seen" reads

URL="imap://localhost:$IMAP_STARTTLS"
changes() {
    mutt_does '5<enter><flag-message>7<enter><delete-message><sync-mailbox><quit>'
    same "flagged" "* SEARCH 5" "$(imap "$USER" 'SEARCH FLAGGED' INBOX)"
    same "messages left" 19 "$(count "$USER" INBOX)"
}
check "imap with STARTTLS: flags one message and deletes another" changes

copies() {
    mutt_does '<tag-pattern>~A<enter><tag-prefix><copy-message>=Archive<enter><quit>'
    same "messages in Archive" 19 "$(count "$USER" Archive)"
}
check "imap with STARTTLS: copies all messages to Archive" copies
