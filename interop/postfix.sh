#!/usr/bin/env bash
# Postfix's test programs: smtp-source brings mail to us, smtp-sink takes what we send; what it took is looked at by dkimpy.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0001
SINK="$WORK/sink"
mkdir -p "$SINK"
chmod 777 "$SINK"

mailstead() { "$ROOT/mailstead" "$@" --data "$WORK/server"; }

# A port that nobody has, for the sink.
SINK_PORT=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_nobody=()
[ "$(id -u)" -ne 0 ] || as_nobody=(-u nobody)
(cd "$SINK" && exec smtp-sink "${as_nobody[@]}" -d "mail.%M." "127.0.0.1:$SINK_PORT" 100) > "$WORK/sink.log" 2>&1 &
SINK_PID=$!
trap 'kill $SINK_PID 2> /dev/null || true' EXIT

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$SINK_PORT") 2> /dev/null; }
wait_for 10 listens

load() {
    local before after
    before=$(count "$USER" INBOX)
    timeout "$PATIENCE" smtp-source -s 10 -m 500 -l 2000 -f tester@example.org -t "$USER@$DOMAIN" "127.0.0.1:$SMTP_MX"
    after=$(count "$USER" INBOX)
    same "messages that came" 500 "$((after - before))"
}
check "smtp-source: 500 messages over 10 connections" load

route() {
    mailstead route add '*' "127.0.0.1:$SINK_PORT"
    mailstead route test peer.example.net
    mailstead queue simulate friend@peer.example.net | grep -q "127.0.0.1 port $SINK_PORT"
}
check "a route to smtp-sink" route

keys() {
    mailstead dkim rotate "$DOMAIN"
    mailstead dkim use "$DOMAIN"
    mailstead dkim list "$DOMAIN" --json > "$WORK/dkim.json"
}
check "keys for the domain" keys

sent_to() { grep -l "^X-Rcpt-Args: <$1>" "$SINK"/mail.* 2> /dev/null | head -n 1 | grep .; }

send() {
    timeout "$PATIENCE" swaks --server localhost --helo client.example.org --port "$SMTP_STARTTLS" --tls --tls-ca-path "$CERT" \
        --auth PLAIN --auth-user "$USER@$DOMAIN" --auth-password "$PASSWORD" --from "$USER@$DOMAIN" --to "$1" \
        --h-From "Somebody <$USER@$DOMAIN>" --h-Subject "to $1" --body "Text.

  with blanks  at the end   
.
" "${@:2}"
    wait_for 20 sent_to "$1"
}
check "smtp-sink takes what we send" send friend@peer.example.net

verify() {
    /usr/bin/python3 - "$WORK/dkim.json" "$(sent_to friend@peer.example.net)" << 'END'
import dkim, json, sys

records = {key["name"].rstrip("."): key["text"] for key in json.load(open(sys.argv[1]))}

def lookup(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    return records.get(name.rstrip("."))

# smtp-sink writes lines with LF, its own fields first; an empty line before them belongs to the envelope.
message = open(sys.argv[2], "rb").read().replace(b"\r\n", b"\n").lstrip(b"\n").replace(b"\n", b"\r\n")
checked = [dkim.DKIM(message).verify(idx=number, dnsfunc=lookup) for number in range(message.count(b"\r\nDKIM-Signature:"))]
assert checked == [True, True], (checked, message.decode(errors="replace"))
END
}
check "both signatures are right for dkimpy" verify

onward() {
    mailstead alias add "away@$DOMAIN" friend2@peer.example.net
    timeout "$PATIENCE" swaks --server localhost --helo client.example.org --port "$SMTP_MX" --from tester@example.org \
        --to "away@$DOMAIN" --h-Subject onward --h-Message-Id "<onward@interop.example.org>" --body "Text."
    wait_for 20 sent_to friend2@peer.example.net
    grep -q "^X-Mail-Args: <SRS0=.*=example.org=tester@$DOMAIN>" "$(sent_to friend2@peer.example.net)"
}
check "an alias leads on, with a sender of ours" onward

seal() {
    /usr/bin/python3 - "$WORK/dkim.json" "$(sent_to friend2@peer.example.net)" << 'END'
import dkim, json, sys

records = {key["name"].rstrip("."): key["text"] for key in json.load(open(sys.argv[1]))}

def lookup(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    return records.get(name.rstrip("."))

message = open(sys.argv[2], "rb").read().replace(b"\r\n", b"\n").lstrip(b"\n").replace(b"\n", b"\r\n")
validation, results, reason = dkim.ARC(message).verify(dnsfunc=lookup)
assert validation == dkim.CV_Pass, (validation, reason, message.decode(errors="replace"))
END
}
check "its seal (ARC) is right for dkimpy" seal

traced() {
    # The sink may have it in a file before its answer is in our story.
    told() {
        mailstead trace '<onward@interop.example.org>' > "$WORK/trace.txt" &&
            grep "<friend2@peer.example.net> delivered: 127.0.0.1: 250" "$WORK/trace.txt"
    }
    wait_for 20 told || { cat "$WORK/trace.txt" && return 1; }
    grep "on to friend2@peer.example.net" "$WORK/trace.txt"
}
check "and the whole way is told" traced
