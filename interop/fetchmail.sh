#!/usr/bin/env bash
# fetchmail: fetches over POP3, keeping and deleting, with STLS, with TLS from the start, and in clear on this machine.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0004

# poll NAME PORT OPTIONS: one run of fetchmail; each message is appended to $WORK/NAME.mbox. Exit code 1 means no mail.
poll() {
    local name=$1 port=$2 options=$3
    cat > "$WORK/fetchmailrc" << END
set no bouncemail
poll localhost with protocol POP3 uidl service $port
    user "$USER@$DOMAIN" password "$PASSWORD" options $options no rewrite
    mda "cat >> $WORK/$name.mbox; echo ==end== >> $WORK/$name.mbox"
END
    chmod 600 "$WORK/fetchmailrc"
    mkdir -p "$WORK/fetchmail.$name"
    FETCHMAILHOME="$WORK/fetchmail.$name" timeout "$PATIENCE" fetchmail -v -v --nosyslog -f "$WORK/fetchmailrc"
}

# none ARGS...: the same, and there must be no mail.
none() {
    local code=0
    poll "$@" || code=$?
    same "exit code of fetchmail (1: no mail)" 1 "$code"
}

fetched() {
    same "messages fetched" "$2" "$(grep -c '^==end==$' "$WORK/$1.mbox")"
    same "different ones" "$2" "$(grep '^Subject: filled' "$WORK/$1.mbox" | sort -u | wc -l)"
}

STLS="sslproto 'TLS1.2+' sslcertck sslcertfile \"$CERT\""
TLS="ssl $STLS"

keeps() {
    fill "$USER" 50
    poll keep "$POP3_TLS" "$TLS keep"
    fetched keep 50
    same "messages still there" 50 "$(count "$USER" INBOX)"
}
check "pop3s, keeping: fetches 50 and leaves them" keeps

keeps_again() {
    none keep "$POP3_TLS" "$TLS keep"
    fill "$USER" 2
    poll keep "$POP3_TLS" "$TLS keep"
    same "messages fetched" 52 "$(grep -c '^==end==$' "$WORK/keep.mbox")"
}
check "pop3s, keeping: fetches only new ones the next time (UIDL)" keeps_again

in_clear() {
    poll clear "$POP3_STARTTLS" "sslproto '' keep fetchall"
    same "messages fetched" 52 "$(grep -c '^==end==$' "$WORK/clear.mbox")"
}
check "pop3 on this machine without TLS: fetches all" in_clear

deletes() {
    poll delete "$POP3_STARTTLS" "$STLS no keep fetchall"
    same "messages fetched" 52 "$(grep -c '^==end==$' "$WORK/delete.mbox")"
    same "messages still there" 0 "$(count "$USER" INBOX)"
    none delete "$POP3_STARTTLS" "$STLS no keep fetchall"
}
check "pop3 with STLS, deleting: drains the mailbox" deletes

dots() {
    printf 'From: a@example.org\r\nSubject: dots\r\n\r\n.\r\n..\r\n.x\r\nlast\r\n' > "$WORK/dots"
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$USER@$DOMAIN:$PASSWORD" "imaps://localhost:$IMAP_TLS/INBOX" -T "$WORK/dots"
    poll dots "$POP3_TLS" "$TLS no keep fetchall"
    same "body" ". .. .x last" "$(tr -d '\r' < "$WORK/dots.mbox" | sed -n '/^$/,/^==end==$/p' | grep -v '^==end==$' | xargs)"
}
check "lines that begin with dots arrive as they were" dots

# choose OPTION...: what the account's holder wants.
choose() { "$ROOT/mailstead" account pop3 "$USER@$DOMAIN" --data "$WORK/server" "$@"; }

kept_all_the_same() {
    fill "$USER" 3
    choose --on-download keep
    poll chosen "$POP3_TLS" "$TLS no keep fetchall"
    same "messages fetched" 3 "$(grep -c '^==end==$' "$WORK/chosen.mbox")"
    same "messages still there" 3 "$(count "$USER" INBOX)"
    none chosen "$POP3_TLS" "$TLS no keep fetchall"
}
check "keep was chosen: fetchmail deletes, the messages stay and are not fetched again" kept_all_the_same

deleted_all_the_same() {
    choose --on-download delete --unhide
    poll gone "$POP3_TLS" "$TLS keep fetchall"
    same "messages fetched" 3 "$(grep -c '^==end==$' "$WORK/gone.mbox")"
    same "messages still there" 0 "$(count "$USER" INBOX)"
    choose --on-download client
}
check "delete was chosen: fetchmail keeps, the messages go" deleted_all_the_same
