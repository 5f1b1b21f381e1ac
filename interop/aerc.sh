#!/usr/bin/env bash
# aerc: lists, searches on the server, flags, moves, archives and deletes; over TLS and STARTTLS.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0008
LINE='filled [0-9]*\]'
SOCKET="$WORK/aerc.tmux"
export XDG_CONFIG_HOME="$WORK/aerc-config" XDG_CACHE_HOME="$WORK/aerc-cache" XDG_DATA_HOME="$WORK/aerc-data"
# aerc trusts what Go trusts, which is the one file named here.
export SSL_CERT_FILE="$CERT" SSL_CERT_DIR="$WORK/aerc-no-certificates"

settings() {
    mkdir -p "$XDG_CONFIG_HOME/aerc" "$SSL_CERT_DIR"
    cat > "$XDG_CONFIG_HOME/aerc/accounts.conf" << END
[tls]
source = imaps://$USER%40$DOMAIN:$PASSWORD@localhost:$IMAP_TLS
from = <$USER@$DOMAIN>

[stls]
source = imap://$USER%40$DOMAIN:$PASSWORD@localhost:$IMAP_STARTTLS
from = <$USER@$DOMAIN>
END
    chmod 600 "$XDG_CONFIG_HOME/aerc/accounts.conf"
    cat > "$XDG_CONFIG_HOME/aerc/aerc.conf" << END
[ui]
index-format = [%Z %s]
sort = from
completion-popovers = false
END
    cat > "$XDG_CONFIG_HOME/aerc/binds.conf" << END
<C-q> = :quit -f<Enter>
END
}

terminal() { tmux -S "$SOCKET" -f /dev/null "$@"; }

screen() { terminal capture-pane -p -t aerc > "$WORK/screen" 2> /dev/null; }

on_screen() { screen && grep -qE "$1" "$WORK/screen"; }

not_on_screen() { screen && ! grep -qE "$1" "$WORK/screen"; }

# sees PATTERN: the screen shows it before patience ends.
sees() {
    wait_for "$PATIENCE" on_screen "$1" && return
    echo "not on the screen: $1"
    cat "$WORK/screen"
    return 1
}

no_longer_sees() {
    wait_for "$PATIENCE" not_on_screen "$1" && return
    echo "still on the screen: $1"
    cat "$WORK/screen"
    return 1
}

# starts ACCOUNT PATTERN: opens it in a terminal of its own and waits until the screen shows this.
starts() {
    ends
    terminal new-session -d -s aerc -x 120 -y 60 "aerc -a $1 2> '$WORK/aerc.log'"
    sees "$2"
}

no_terminal() { ! terminal has-session -t aerc 2> /dev/null; }

# ends: asks aerc to quit, and waits until it did.
ends() {
    no_terminal && return
    terminal send-keys -t aerc C-q
    wait_for "$PATIENCE" no_terminal
}

trap 'terminal kill-server 2> /dev/null || true' EXIT
# Without this it would end with its last window, sometimes just as the next is asked for.
terminal start-server \; set-option -s exit-empty off

# does COMMAND...: types it and waits until it has left the command line.
does() {
    terminal send-keys -t aerc -l ":$*"
    sees "^:$*"
    terminal send-keys -t aerc Enter
    no_longer_sees "^:$*"
}

# finds TERMS: leaves only one message in the list, and selects it; the one selected before need not be among those found.
finds() {
    does filter "$@"
    wait_for "$PATIENCE" lines_are 1 || same "lines found" 1 "$(grep -c "$LINE" "$WORK/screen")"
    does select 0
}

shows_all() {
    does clear
    sees 'filled 3\]'
}

lines_are() { screen && [ "$(grep -c "$LINE" "$WORK/screen")" = "$1" ]; }

gives() { [ "$(imap "$USER" "$2" "$3")" = "$1" ]; }

# becomes EXPECTED COMMAND MAILBOX: the server comes to answer this, seen from another connection.
becomes() {
    wait_for "$PATIENCE" gives "$@" || same "$2 in $3" "$1" "$(imap "$USER" "$2" "$3")"
}

lists() {
    settings
    fill "$USER" 30
    starts tls 'filled 30\]'
    same "lines" 30 "$(grep -c "$LINE" "$WORK/screen")"
    grep -q Archive "$WORK/screen"
}
check "imaps: lists mailboxes and messages" lists

searches() {
    # The text is only in the messages, of which aerc has the headers.
    finds -b 'message 17.'
    grep -q 'filled 17\]' "$WORK/screen"
}
check "imaps: the server searches the texts" searches

flags() {
    does flag
    becomes '* SEARCH 17' 'UID SEARCH FLAGGED' INBOX
    does read
    becomes '* SEARCH 17' 'UID SEARCH SEEN' INBOX
    does unflag
    becomes '* SEARCH' 'UID SEARCH FLAGGED' INBOX
    shows_all
}
check "imaps: flags what was found, marks it read, takes the flag off" flags

moves() {
    starts stls 'filled 30\]'
    # In quotes it is one term, which 12 does not match.
    does filter "'filled 2'"
    wait_for "$PATIENCE" lines_are 11
    does mark -a
    does mv Trash
    becomes '* SEARCH 1 2 3 4 5 6 7 8 9 10 11' 'UID SEARCH SUBJECT "filled 2"' Trash
    becomes '* SEARCH' 'UID SEARCH SUBJECT "filled 2"' INBOX
    same "messages left" 19 "$(count "$USER" INBOX)"
    shows_all
}
check "imap with STARTTLS: moves the messages a search found" moves

archives() {
    finds 'filled 30'
    does archive flat
    becomes '* SEARCH 1' 'UID SEARCH SUBJECT "filled 30"' Archive
    becomes '* SEARCH' 'UID SEARCH SUBJECT "filled 30"' INBOX
    shows_all
}
check "imap with STARTTLS: archives a message" archives

deletes() {
    finds 'filled 11'
    does delete
    becomes '* SEARCH' 'UID SEARCH SUBJECT "filled 11"' INBOX
    same "messages left" 17 "$(count "$USER" INBOX)"
    shows_all
}
check "imap with STARTTLS: deletes a message" deletes

is_told() {
    imap "$USER" 'UID STORE 12:13 +FLAGS.SILENT (\Deleted)' INBOX
    imap "$USER" 'UID EXPUNGE 12:13' INBOX > /dev/null
    no_longer_sees 'filled 1[23]\]'
    fill "$USER" 1
    wait_for "$PATIENCE" lines_are 16
    same "messages on the server" 16 "$(count "$USER" INBOX)"
    ends
}
check "imap with STARTTLS: IDLE shows what somebody else deleted and sent" is_told
