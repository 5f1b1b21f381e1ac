#!/usr/bin/env bash
# The gateway before our own server, which it reaches with tokens of our own OAuth provider: programs that know only passwords read and
# send through it, each with a password of its own.
set -euo pipefail
. "$HERE/lib.sh"

WHO=user0019@$DOMAIN
GATEWAY="$WORK/gateway"

gateway() {
    local command=$1
    shift
    "$ROOT/mailstead" gateway "$command" --folder "$GATEWAY" "$@"
}

# adds: somebody signs in with a code; sets PASS to the password of the first program.
adds() {
    gateway_add "$GATEWAY" "$WHO"
    ! grep '"sending"' "$WORK/added"
}

runs() {
    grep -q 'SMTP on port' "$WORK/running"
}

sends() {
    swaks --server "127.0.0.1:$SMTP" "$@" --auth-user "$WHO" --auth-password "$PASS" --from "$WHO" --to "$WHO" \
        --header "Subject: through the gateway"
}

in_each_way() {
    sends --auth LOGIN
    sends --auth PLAIN --tls
    # Where a busy machine has it begin TLS only after the greeting, it is waited for longer the next time.
    sends --auth PLAIN --tlsc || sends --auth PLAIN --tlsc
}

msmtp_sends() {
    printf 'Subject: through the gateway\n\nhello\n' \
        | msmtp --host=127.0.0.1 --port="$SMTP" --auth=plain --tls=off --user="$WHO" --from="$WHO" \
            --passwordeval="echo $PASS" "$WHO"
}

reads() {
    local url
    for url in "imap://localhost:$IMAP" "imaps://localhost:$IMAP"; do
        same "messages found by curl over ${url%%:*}" "* SEARCH 1 2 3 4" \
            "$(curl -sk --user "$WHO:$PASS" "$url/INBOX" -X 'SEARCH SUBJECT gateway' | tr -d '\r')"
    done
}

# mbsync has another password for the same sign-in.
syncs() {
    local other
    other=$(printf '%s\n' "$PASS" | gateway password "$WHO" mbsync --password-stdin)
    mkdir -p "$WORK/mail"
    cat > "$WORK/mbsyncrc" << END
IMAPAccount a
Host localhost
Port $IMAP
User $WHO
Pass $other
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path $WORK/mail/
Inbox $WORK/mail/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Create Near
SyncState *
END
    timeout "$PATIENCE" mbsync -c "$WORK/mbsyncrc" -a
    same "messages fetched by mbsync" 4 "$(find "$WORK/mail/INBOX" -type f -path '*/new/*' -o -type f -path '*/cur/*' | wc -l)"
}

fetches() {
    cat > "$WORK/gateway.fetchmailrc" << END
set no bouncemail
poll localhost with protocol POP3 uidl service $POP3
    user "$WHO" password "$PASS" options sslproto '' keep no rewrite
    mda "cat >> $WORK/fetched"
END
    chmod 600 "$WORK/gateway.fetchmailrc"
    mkdir -p "$WORK/fetchmail.gateway"
    FETCHMAILHOME="$WORK/fetchmail.gateway" timeout "$PATIENCE" fetchmail --nosyslog -f "$WORK/gateway.fetchmailrc"
    same "messages fetched by fetchmail" 4 "$(grep -c '^Subject: through' "$WORK/fetched")"
}

wrong() {
    local code=0
    curl -s --user "$WHO:wrong" "imap://localhost:$IMAP/INBOX" -X NOOP || code=$?
    same "exit code of curl (67: signing in was refused)" 67 "$code"
}

# sent: how many messages are in the mailbox for what was sent.
sent() {
    curl -s --user "$WHO:$PASS" "imap://localhost:$IMAP/Sent" -X 'SEARCH ALL' | tr -d '\r' | tr ' ' '\n' | grep -c '^[0-9]' || true
}

mutt_sends() {
    mkdir -p "$HOME"
    cat > "$WORK/gateway.muttrc" << END
set from="$WHO" realname="Ann" use_from=yes
set smtp_url="smtp://$WHO@127.0.0.1:$SMTP" smtp_pass="$PASS" smtp_authenticators="plain"
set imap_user="$WHO" imap_pass="$PASS" folder="imap://localhost:$IMAP" spoolfile="imap://localhost:$IMAP/INBOX"
set record="=Sent" copy=yes ssl_starttls=no ssl_force_tls=no
END
    printf 'hello\n' | TERM=xterm timeout "$PATIENCE" mutt -n -F "$WORK/gateway.muttrc" -s "$1" "$WHO"
}

# The provider here keeps no copy itself, so that what the program puts there can be counted.
holds_copies_back() {
    gateway habits "$WHO" keeps-sent=on
    mutt_sends "with the habit"
    same "copies, held back" 0 "$(sent)"
    printf 'Message-ID: <old@example.test>\r\nSubject: old\r\n\r\nhello\r\n' > "$WORK/old"
    curl -s --user "$WHO:$PASS" -T "$WORK/old" "imap://localhost:$IMAP/Sent"
    same "messages in Sent that were not sent from here" 1 "$(sent)"
    gateway habits "$WHO" keeps-sent=off
    mutt_sends "without it"
    same "copies with the habit off" 2 "$(sent)"
}

# swaks says no size before, curl does.
refuses_large() {
    gateway habits "$WHO" message-bytes=100000
    head -c 150000 /dev/urandom | base64 > "$WORK/large"
    ! sends --attach "@$WORK/large" > "$WORK/heard"
    grep '552 5.3.4 This message has .* The provider takes 100.0 KB at most' "$WORK/heard"
    local code=0
    curl -sv --user "$WHO:$PASS" --mail-from "$WHO" --mail-rcpt "$WHO" --upload-file "$WORK/large" \
        "smtp://127.0.0.1:$SMTP" > "$WORK/heard" 2>&1 || code=$?
    [ "$code" -ne 0 ]
    grep 'MAIL FROM.*SIZE=' "$WORK/heard"
    grep '552 5.3.4 This message has .* The provider takes 100.0 KB at most' "$WORK/heard"
    ! printf 'Subject: large\n\n' | cat - "$WORK/large" \
        | msmtp --host=127.0.0.1 --port="$SMTP" --auth=plain --tls=off --user="$WHO" --from="$WHO" \
            --passwordeval="echo $PASS" "$WHO" 2> "$WORK/heard"
    grep '552 5.3.4' "$WORK/heard"
    msmtp_sends
}

# status URL [OPTION...]: the code of an answer of the page.
page_status() { curl -s -o "$WORK/page" -w '%{http_code}' "$@"; }

shows_page() {
    local link url="http://127.0.0.1:$PAGE/"
    same "a stranger's answer" 403 "$(page_status "$url")"
    same "an answer under a name" 404 "$(page_status -H "Host: evil.test" "$url")"
    [ "$(stat -c %a "$GATEWAY/page.html")" = 600 ]
    link=$(gateway status --json | sed -nE 's/.*"page" ?: ?"([^"]+)".*/\1/p')
    same "the answer to the link" 200 "$(page_status -L -c "$WORK/jar" "$link")"
    grep -q "$WHO" "$WORK/page"
    # Of swaks and of mbsync it is known when they were here.
    [ "$(grep -cE '<td>20[0-9]{2}-[0-9]{2}-[0-9]{2} ' "$WORK/page")" -ge 2 ]
    same "the link used again" 403 "$(page_status -L "$link")"
    same "the path without the cookie" 403 "$(page_status "$url$(sed -nE 's/.*action="\/([0-9a-f]{32})".*/\1/p' "$WORK/page" | head -n 1)?again=1")"
}

check "gateway: somebody signs in with a code" adds
PASS=$(gateway_password)
IMAP=$((20000 + RANDOM % 10000)) POP3=$((30000 + RANDOM % 1000)) SMTP=$((31000 + RANDOM % 1000)) PAGE=$((32000 + RANDOM % 700))
# Not by the function, whose shell would be ended in place of the gateway.
"$ROOT/mailstead" gateway run --folder "$GATEWAY" --imap "$IMAP" --pop3 "$POP3" --smtp "$SMTP" --page "$PAGE" --no-notices \
    > "$WORK/running" 2>&1 &
RUNNING=$!
trap 'kill "$RUNNING" 2> /dev/null || true' EXIT
wait_for "$PATIENCE" runs
check "gateway: swaks sends in the open, with STARTTLS, and with TLS from the start" in_each_way
check "gateway: msmtp sends" msmtp_sends
check "gateway: curl reads over IMAP, in the open and with TLS on the same port" reads
check "gateway: mbsync fetches with a password of its own" syncs
check "gateway: fetchmail fetches over POP3" fetches
check "gateway: a wrong password is refused as such" wrong
check "gateway: mutt sends, and its copy is held back from Sent" holds_copies_back
check "gateway: swaks, curl and msmtp hear at once what is too large" refuses_large
check "gateway: status says that it works" gateway status
check "gateway: its page opens by a link, once, and for nobody else" shows_page

# ---- Thunderbird ----------------------------------------------------------------------------------------------------

make_profile "$WORK/thunderbird.gateway"
start_thunderbird
trap 'stop_thunderbird; kill "$RUNNING" 2> /dev/null || true' EXIT

thunderbird_reads() {
    # Of connections that come from now on.
    gateway habits "$WHO" keeps-sent=on
    thunderbird_does signIn localhost "$IMAP" "$SMTP" "$WHO" "$PASS" "$(cat "$GATEWAY/localhost.pem")" starttls
    thunderbird_does sync INBOX
    thunderbird_does subjects INBOX | grep -x 'through the gateway'
}
check "gateway: Thunderbird signs in with a password and shows the inbox" thunderbird_reads

# Having looked, it waits there in IDLE, which goes through the gateway.
thunderbird_sends() {
    local before
    before=$(sent)
    thunderbird_does send "$WHO" '' 'from Thunderbird' 'Text.'
    thunderbird_does isTold INBOX 'from Thunderbird' there
    same "copies in Sent" "$before" "$(sent)"
}
check "gateway: Thunderbird sends, is told of the answer at once, and its copy is held back from Sent" thunderbird_sends
