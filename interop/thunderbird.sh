#!/usr/bin/env bash
# Thunderbird: signs in, recognises the folders, changes messages, is told of changes, searches and sends.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0011
PROFILE="$WORK/thunderbird"
mkdir -p "$PROFILE"

# Nothing leaves the machine, no page of welcome is shown; the port of the remote control is any that is free.
cat > "$PROFILE/user.js" << 'END'
user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mail.winsearch.firstRunDone", true);
user_pref("mail.shell.checkDefaultClient", false);
user_pref("mailnews.start_page.enabled", false);
user_pref("mailnews.start_page_override.mstone", "ignore");
user_pref("mailnews.database.global.indexer.enabled", false);
END

# Everything that reaches out to the world by itself is sent to a port where nobody listens; only this host is spoken to.
thunderbird --headless --marionette --remote-allow-system-access --no-remote --profile "$PROFILE" \
    > "$WORK/thunderbird.log" 2>&1 &
THUNDERBIRD=$!

stop_thunderbird() {
    kill -TERM "$THUNDERBIRD" 2> /dev/null || return 0
    wait_for 10 is_gone "$THUNDERBIRD" || kill -KILL "$THUNDERBIRD"
}
trap stop_thunderbird EXIT

# thunderbird_does STEP [ARGUMENT...]: has Thunderbird do a step of thunderbird.js; prints what that returned.
thunderbird_does() {
    timeout 150 python3 "$HERE/thunderbird.py" "$PROFILE" "$@"
}

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
    same "messages in the inbox" 20 "$(thunderbird_does sync INBOX)"
    thunderbird_does subjects INBOX | grep -qx 'filled 20'
}
check "signs in over TLS and shows the inbox" signs_in

special_folders() {
    same "folders" "$(printf '%s\n' 'Archive Archive' 'Drafts Drafts' 'INBOX Inbox' 'Junk Junk' 'Sent SentMail' 'Trash Trash')" \
        "$(thunderbird_does folders | sort)"
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
    same "messages in Archive as Thunderbird sees it" 2 "$(thunderbird_does sync Archive)"
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

ends() {
    thunderbird_does quit
    wait_for 30 is_gone "$THUNDERBIRD"
}
check "ends by itself when asked to" ends
