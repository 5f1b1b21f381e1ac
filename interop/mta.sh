#!/usr/bin/env bash
# A whole Postfix with a folder of its own: mail from us to it and from it to us over TLS, what either does not take,
# more recipients than it wants at once, a message too large for it, and greylisting.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0009
PEER=mta.example.net
ADDRESS=127.0.0.1
# On the port of mail servers Postfix takes every server on this machine for itself.
WAY_IN=$(free_port)
PORT=$(free_port)
PF="$WORK/mta"

mailstead() { "$ROOT/mailstead" "$@" --data "$WORK/server"; }

make_postfix "$PF" "$ADDRESS" "$PORT" "mx.$PEER"
cat >> "$PF/main.cf" << END
virtual_mailbox_domains = $PEER
virtual_mailbox_maps = texthash:$PF/people
relay_domains = $DOMAIN
transport_maps = inline:{ {$DOMAIN = smtp:[localhost]:$WAY_IN} }
smtp_tls_security_level = secure
smtp_tls_secure_cert_match = localhost
smtp_tls_CAfile = $CERT
smtpd_recipient_limit = 10
smtpd_recipient_overshoot_limit = 1000
message_size_limit = 100000
virtual_mailbox_limit = 0
smtpd_recipient_restrictions = reject_unauth_destination, reject_unlisted_recipient, check_policy_service unix:private/greylist
END
printf "%s@$PEER %s/\n" $(for person in ann q1 q2 slow large dots $(printf 'p%d ' $(seq 45)); do echo "$person $person"; done) > "$PF/people"
# The first time that somebody writes to slow@ it is deferred.
mkdir "$PF/seen"
chown nobody "$PF/seen"
cat > "$PF/greylist.py" << 'END'
import os, sys

while True:
    asked = {}
    for line in iter(sys.stdin.readline, "\n"):
        if not line:
            sys.exit()
        name, _, value = line.rstrip("\n").partition("=")
        asked[name] = value
    mark = os.path.join(sys.argv[1], asked["sender"])
    new = asked["recipient"].startswith("slow@") and not os.path.exists(mark)
    if new:
        open(mark, "w").close()
    print("action=" + ("450 4.7.1 Greylisted, try again" if new else "DUNNO") + "\n", flush=True)
END
printf 'greylist unix - n n - 0 spawn user=nobody argv=/usr/bin/python3 %s %s\n' "$PF/greylist.py" "$PF/seen" >> "$PF/master.cf"

forward "$WAY_IN" "$SMTP_MX" > "$WORK/forward.log" 2>&1 &
FORWARD_PID=$!
trap 'stop_postfix "$PF"; kill $FORWARD_PID 2> /dev/null || true' EXIT
check "a Postfix of our own starts" start_postfix "$PF" "$ADDRESS" "$PORT"

# found PERSON SUBJECT: the file in somebody's maildir.
found() { grep -rl "^Subject: $2\$" "$PF/mail/$1/new" 2> /dev/null | head -n 1 | grep .; }

route() {
    mailstead route add "$PEER" "$ADDRESS:$PORT"
    mailstead route test "$PEER"
}
check "a route to it" route

there() {
    submit "$USER" "ann@$PEER" "mta there"
    wait_for 20 found ann "mta there"
    # Postfix tells by which protocol it came, and what it was given.
    grep -E "using TLSv1\.[23]" "$(found ann "mta there")"
    grep -E "with ESMTPS id" "$(found ann "mta there")"
}
check "from submission by the queue to Postfix, over TLS" there

# from_peer FROM TO SUBJECT [SWAKS ARGS...]: hands Postfix a message.
from_peer() {
    quiet_swaks --server "$ADDRESS:$PORT" --helo client.example.org --from "$1" --to "$2" --h-From "<$1>" \
        --h-Subject "$3" --body "Text about $3." "${@:4}"
}

back() {
    from_peer "ann@$PEER" "$USER@$DOMAIN" "mta back"
    wait_for 20 searched "$USER" "mta back"
    text "$USER" "$(searched "$USER" "mta back")" > "$WORK/back.eml"
    grep -E "with (UTF8SMTPS|ESMTPS)" "$WORK/back.eml"
    # It insisted on our certificate.
    grep "Verified TLS connection established to localhost" "$PF/log"
}
check "from Postfix to us, over TLS that it verified" back

unknown_there() {
    submit "$USER" "nobody@$PEER" "mta unknown there"
    wait_for 20 searched "$USER" "nobody@$PEER"
    text "$USER" "$(searched "$USER" "nobody@$PEER")" | tee "$WORK/report.eml"
    grep -qi "^Content-Type: multipart/report" "$WORK/report.eml"
    grep -qi "^Final-Recipient: rfc822; *nobody@$PEER" "$WORK/report.eml"
    grep -qi "^Action: failed" "$WORK/report.eml"
    grep -qi "^Status: 5.1.1" "$WORK/report.eml"
    grep -i "^Remote-MTA: dns;" "$WORK/report.eml"
    grep -qi "^Diagnostic-Code: smtp; *550" "$WORK/report.eml"
}
check "somebody whom Postfix does not know comes back with its words" unknown_there

unknown_here() {
    from_peer "ann@$PEER" "nobody@$DOMAIN" "mta unknown here"
    wait_for 20 found ann "Undelivered Mail Returned to Sender"
    cat "$(found ann "Undelivered Mail Returned to Sender")" > "$WORK/bounce.eml"
    grep -q "^Status: 5.1.1" "$WORK/bounce.eml"
    grep -q "^Diagnostic-Code: smtp; 550" "$WORK/bounce.eml"
}
check "somebody whom we do not know comes back from Postfix with ours" unknown_here

many() {
    local all
    all=$(printf "p%d@$PEER," $(seq 45))
    submit "$USER" "${all%,}" "mta many"
    all_have_it() { [ "$(grep -rl '^Subject: mta many$' "$PF/mail" | wc -l)" -eq 45 ]; }
    wait_for 30 all_have_it
}
check "45 recipients to a server that takes ten at once" many

pipelined() {
    # Ten of them, one unknown among them, in one go: each gets its own answer.
    submit "$USER" "q1@$PEER,nobody@$PEER,q2@$PEER" "mta mixed"
    wait_for 20 found q1 "mta mixed"
    wait_for 20 found q2 "mta mixed"
    report() { [ "$(imap "$USER" "SEARCH TEXT \"nobody@$PEER\"" INBOX | wc -w)" -ge 4 ]; }
    wait_for 20 report
}
check "an unknown one among known ones holds up nobody" pipelined

large() {
    head -c 150000 /dev/urandom | base64 > "$WORK/large.txt"
    submit "$USER" "large@$PEER" "mta large" --attach-type text/plain --attach "@$WORK/large.txt"
    wait_for 20 searched "$USER" "large@$PEER"
    text "$USER" "$(searched "$USER" "large@$PEER")" > "$WORK/report.eml"
    grep -qi "^Status: 5.3.4" "$WORK/report.eml"
    [ -z "$(found large "mta large")" ]
}
check "a message larger than Postfix takes comes back" large

greylisted() {
    local id
    submit "$USER" "slow@$PEER" "mta slow"
    id=$(sed -nE 's/.*stored as ([A-Z0-9-]+).*/\1/p' "$WORK/swaks.log" | head -n 1)
    deferred() { mailstead queue show "$1" > "$WORK/show.txt" && grep -q "Greylisted" "$WORK/show.txt"; }
    wait_for 20 deferred "$id"
    [ -z "$(found slow "mta slow")" ]
    mailstead queue retry "$id"
    wait_for 20 found slow "mta slow"
    # Postfix may have it in the mailbox before its answer is in our story.
    told() { mailstead trace "$id" > "$WORK/trace.txt" && grep -q "<slow@$PEER> delivered" "$WORK/trace.txt"; }
    wait_for 20 told || { cat "$WORK/trace.txt" && return 1; }
    grep "Greylisted" "$WORK/trace.txt"
}
check "a greylisted message waits and is taken the second time" greylisted

dotted() {
    submit "$USER" "dots@$PEER" "mta lines" --body "$(printf '.\n..\n.a\nend\n.')"
    wait_for 20 found dots "mta lines"
    same "lines that begin with dots" ". .. .a end ." "$(sed '1,/^$/d' "$(found dots "mta lines")" | tr '\n' ' ' | sed 's/ *$//')"
}
check "lines with dots arrive as they were" dotted
