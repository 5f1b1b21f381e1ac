#!/usr/bin/env bash
# DANE both ways, with a zone of our own that ldns signs and unbound serves and proves: we send to a Postfix whose certificate
# fits its TLSA record, does not fit it, or whose record is forged; Postfix sends to us by the record of our certificate that
# `mailstead dns records` prints.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=island.example
OURS=ours.$ZONE
US=192.0.2.151
THEM=192.0.2.152
DNS=127.0.0.153
own_network "$DNS" "$US" "$THEM"
D="$WORK/dane"
PF="$D/postfix"
mkdir -p "$D/zone"

mailstead() { "$ROOT/mailstead" "$@" --config "$D/own/mailstead.toml"; }

own_server "$D/own" "$OURS" "mail.$OURS"
cat > "$D/own/mailstead.toml" << END
$(own_settings "$D/own" "mail.$OURS" "$US")
[dns]
dnssec = "local"
servers = ["$DNS"]
END

make_postfix "$PF" "$THEM" 25 "mx.$ZONE"
cat >> "$PF/main.cf" << END
virtual_mailbox_domains = fit.$ZONE misfit.$ZONE forged.$ZONE
virtual_mailbox_maps = static:all/
relay_domains = $OURS mistaken.$ZONE
relay_transport = smtp
mynetworks = 192.0.2.0/24
smtp_host_lookup = dns
smtp_dns_support_level = dnssec
smtp_tls_security_level = dane
END
# tlsa CERTIFICATE: the data of the record for its key. Ours is not made so: there it shall be the server that is right.
tlsa() {
    echo "3 1 1 $(openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r | cut -d ' ' -f 1)"
}

WRONG="3 1 1 $(printf '0%.0s' $(seq 64))"
cat > "$D/zone/zone" << END
\$ORIGIN $ZONE.
\$TTL 60
@               SOA   ns hostmaster 1 3600 600 86400 60
@               NS    ns
ns              A     $DNS
fit             MX    10 mx
mx              A     $THEM
_25._tcp.mx     TLSA  $(tlsa "$PF/tls/cert.pem")
misfit          MX    10 mx2
mx2             A     $THEM
_25._tcp.mx2    TLSA  $WRONG
forged          MX    10 mx3
mx3             A     $THEM
_25._tcp.mx3    TLSA  $(tlsa "$PF/tls/cert.pem")
$(mailstead dns records "$OURS" --zone)
mistaken        MX    10 mail.mistaken
mail.mistaken   A     $US
_25._tcp.mail.mistaken TLSA $WRONG
END
# A zone that is signed, but then another record stands where one was: its signature does not fit.
sign() {
    cd "$D/zone"
    local key
    key=$(ldns-keygen -a ECDSAP256SHA256 -k "$ZONE")
    ldns-signzone -f signed zone "$key"
    sed -i -E "s/^(_25\._tcp\.mx3\.$ZONE\.[[:space:]]+60[[:space:]]+IN[[:space:]]+TLSA[[:space:]]+3 1 1) .*/\1 ${WRONG#3 1 1 }/" signed
    grep "^_25._tcp.mx3.*TLSA.*${WRONG#3 1 1 }" signed
    cp "$key.ds" anchor
}
check "a signed zone" sign

OWN_PID=
start_dns "$D" "$DNS" "$ZONE" "$D/zone/signed" 'module-config: "validator iterator"' "trust-anchor-file: \"$D/zone/anchor\""
trap 'stop_postfix "$PF"; kill $DNS_PID $OWN_PID 2> /dev/null || true; wait' EXIT

check "unbound serves it" wait_for 30 dns_answers "$DNS"
check "a Postfix that looks for TLSA records" start_postfix "$PF" "$THEM" 25
# Not within a check: those run in shells of their own.
serve "$D/own" "$US" 25 || echo "FAIL  our server with that resolver"

# send TO: as ann, and prints the id of the message.
send() {
    quiet_swaks --server "$US:587" --helo client.example.org --tls --auth PLAIN --auth-user "ann@$OURS" \
        --auth-password "$PASSWORD" --from "ann@$OURS" --to "$1" --h-Subject "dane $1" --body "Text."
    sed -nE 's/.*stored as ([A-Z0-9-]+).*/\1/p' "$WORK/swaks.log" | head -n 1
}

# told ID WORDS: whether the message's story has them; it is kept in $WORK/trace.txt.
told() { mailstead trace "$1" > "$WORK/trace.txt" && grep -q "$2" "$WORK/trace.txt"; }
arrived() { grep -rq "^Subject: dane $1" "$PF/mail/all/new"; }

fits() {
    local id
    id=$(send "bob@fit.$ZONE")
    wait_for 30 told "$id" "> delivered" || { cat "$WORK/trace.txt" && return 1; }
    # Postfix answers before it is in the mailbox.
    wait_for 20 arrived "bob@fit"
    grep -rqE "using TLSv1" "$PF/mail/all"
}
check "a certificate that fits its TLSA record gets the mail" fits

# waits TO WORDS
waits() {
    local id
    id=$(send "$1")
    wait_for 30 told "$id" "$2" || { cat "$WORK/trace.txt" && return 1; }
    mailstead queue list > "$WORK/list.txt"
    grep "$id" "$WORK/list.txt"
    ! arrived "$1"
}
check "one that does not fit gets nothing: the mail waits" waits "bob@misfit.$ZONE" "TLSA"
check "a forged record: the mail waits" waits "bob@forged.$ZONE" "DNSSEC\|TLSA records of"

# to_us TO: hands Postfix a message.
to_us() {
    quiet_swaks --server "$THEM:25" --helo client.example.org --from "bob@fit.$ZONE" --to "$1" --h-Subject "to $1" --body "Text."
}
logged() { grep -E "$1" "$PF/log"; }

verified() {
    to_us "ann@$OURS"
    wait_for 30 logged "to=<ann@$OURS>.*status=sent" || { tail -n 20 "$PF/log" && return 1; }
    logged "Verified TLS connection established to mail\.$OURS\[$US\]"
}
check "Postfix verifies our certificate by its TLSA record" verified

mistaken() {
    to_us "ann@mistaken.$ZONE"
    wait_for 30 logged "to=<ann@mistaken.$ZONE>.*status=deferred" || { tail -n 20 "$PF/log" && return 1; }
}
check "and would not take another" mistaken
