#!/usr/bin/env bash
# Thunderbird over POP3: leaves messages on the server and not, and what was chosen for the account wins over both.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0016
make_profile "$WORK/thunderbird-pop3"
trap stop_thunderbird EXIT
start_thunderbird

choose() { "$ROOT/mailstead" account pop3 "$USER@$DOMAIN" --data "$WORK/server" "$@"; }

keeps() {
    fill "$USER" 10
    thunderbird_does popSignIn localhost "$POP3_TLS" "$USER@$DOMAIN" "$PASSWORD" "$(cat "$CERT")"
    thunderbird_does popFetch keep 10 | grep -qx 'filled 10'
    same "messages still there" 10 "$(count "$USER" INBOX)"
}
check "leaves messages on the server" keeps

keeps_again() {
    fill "$USER" 2
    thunderbird_does popFetch keep 12 > /dev/null
    same "messages still there" 12 "$(count "$USER" INBOX)"
}
check "fetches only new ones the next time (UIDL)" keeps_again

deleted_all_the_same() {
    fill "$USER" 1
    choose --on-download delete
    thunderbird_does popFetch keep 13 > /dev/null
    same "messages still there" 12 "$(count "$USER" INBOX)"
}
check "delete was chosen: what it fetches goes, though it wants to leave it there" deleted_all_the_same

kept_all_the_same() {
    fill "$USER" 3
    choose --on-download keep
    thunderbird_does popFetch delete 16 > /dev/null
    same "messages still there" 15 "$(count "$USER" INBOX)"
    thunderbird_does popFetch delete 16 > /dev/null
    choose --on-download client
}
check "keep was chosen: what it deletes stays, and does not come again" kept_all_the_same

deletes() {
    fill "$USER" 2
    thunderbird_does popFetch delete 18 > /dev/null
    same "messages still there" 15 "$(count "$USER" INBOX)"
    choose --unhide | grep -q 'hidden               0 messages'
}
check "takes messages off the server" deletes

ends() {
    thunderbird_does quit
    wait_for 30 is_gone "$THUNDERBIRD"
}
check "ends by itself when asked to" ends
