#!/usr/bin/env bash
# Certificates from a real authority (pebble) by each of its challenges, with names in a real DNS server (bind) that also takes the
# records of DNS-01: issued, renewed, kept over restarts, shown to openssl by name on every kind of port; and what is said where a name
# cannot be proved.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=harbour.example
US=192.0.2.181
OTHER=192.0.2.182
CA=192.0.2.183
DNS=192.0.2.184
own_network "$DNS" "$US" "$OTHER" "$CA" "$DNS"
C="$WORK/acme"
mkdir -p "$C/ca" "$C/dns"
# Certificates of this many seconds are renewed when a third is left.
LIFE=90
PIDS=()
OWN_PID=
trap 'kill "${PIDS[@]}" $OWN_PID 2> /dev/null || true; wait' EXIT

mailstead() { "$ROOT/mailstead" "$@" --config "$C/own/mailstead.toml"; }

# ---- the DNS --------------------------------------------------------------------------------------------------------

tsig-keygen -a hmac-sha256 acme.key > "$C/dns/key"
SECRET=$(sed -nE 's/.*secret "(.*)".*/\1/p' "$C/dns/key")
cat > "$C/dns/named.conf" << END
include "$C/dns/key";
options {
  directory "$C/dns";
  pid-file "$C/dns/pid";
  session-keyfile "$C/dns/session";
  listen-on { $DNS; };
  listen-on-v6 { none; };
  recursion no;
  dnssec-validation no;
};
controls { };
zone "$ZONE" { type primary; file "$C/dns/zone"; update-policy { grant acme.key name _acme-challenge.mail.by-dns.$ZONE. TXT; }; };
END
# hosts DOMAIN ADDRESS: the names below it that have an address.
hosts() { printf '%s.%s A %s\n' mail "$1" "$2" imap "$1" "$2" smtp "$1" "$2" mta-sts "$1" "$2"; }
cat > "$C/dns/zone" << END
\$ORIGIN $ZONE.
\$TTL 5
@               SOA   ns hostmaster 1 3600 600 86400 5
@               NS    ns
ns              A     $DNS
ca              A     $CA
by-http         MX    10 mail.by-http
$(hosts by-http "$US")
$(hosts by-tls "$US")
mail.by-dns     A     $US
autoconfig.by-http A  $OTHER
elsewhere       A     $OTHER
END
named -g -c "$C/dns/named.conf" > "$C/dns/log" 2>&1 &
DNS_PID=$!
PIDS+=("$DNS_PID")

# ---- the authority --------------------------------------------------------------------------------------------------

make_authority "$C/ca"
issue "$C/ca" "$C/ca/tls" "ca.$ZONE"
cat > "$C/ca/pebble.json" << END
{"pebble": {"listenAddress": "$CA:14000", "managementListenAddress": "$CA:15000", "httpPort": 80, "tlsPort": 443,
  "certificate": "$C/ca/tls/cert.pem", "privateKey": "$C/ca/tls/key.pem", "certificateValidityPeriod": $LIFE}}
END
# Else it believes half of the names it has seen proved before, and asks for no proof.
PEBBLE_AUTHZREUSE=0 PEBBLE_VA_NOSLEEP=1 pebble -config "$C/ca/pebble.json" -dnsserver "$DNS:53" > "$C/ca/log" 2>&1 &
CA_PID=$!
PIDS+=("$CA_PID")
# Without these two all that follows would only wait.
check "bind answers" wait_for 30 dns_answers "$DNS"
check "pebble answers" wait_for 30 listening "$CA" 14000
listening "$CA" 14000 && listening "$DNS" 53
root() { timeout "$PATIENCE" curl -sS --cacert "$C/ca/ca.pem" --resolve "ca.$ZONE:15000:$CA" "https://ca.$ZONE:15000/roots/0" > "$C/root.pem"; }
root

# ---- our server -----------------------------------------------------------------------------------------------------

own_server "$C/own" "by-http.$ZONE" "mail.by-http.$ZONE"

# settings CHALLENGE [LINE...]: the server's settings with that challenge.
settings() {
    cat > "$C/own/mailstead.toml" << END
data = "$C/own/data"
hostname = "mail.by-http.$ZONE"
[listen]
addresses = ["$US"]
$([ "$1" = http-01 ] || echo 'http = "off"')
[dns]
dnssec = "off"
servers = ["$DNS"]
[acme]
agree-to-terms = true
directory = "https://ca.$ZONE:14000/dir"
ca-file = "$C/ca/ca.pem"
email = "postmaster@by-http.$ZONE"
challenge = "$1"
$(printf '%s\n' "${@:2}")
END
}

# start WHAT: not within a check, which would not tell us its process.
start() { serve "$C/own" "$US" 443 && echo "pass  $1" || echo "FAIL  $1"; }
stop() {
    kill "$OWN_PID"
    wait "$OWN_PID" || true
    OWN_PID=
}

# shown NAME PORT [OPENSSL ARGS...]: the certificate that a client gets which asks for that name, verified as far as the root goes.
shown() {
    timeout 20 openssl s_client -connect "$US:$2" -servername "$1" -CAfile "$C/root.pem" -verify_return_error -verify_hostname "$1" \
        "${@:3}" < /dev/null 2> "$C/openssl.log" > "$C/shown.pem" || { cat "$C/openssl.log" && return 1; }
    openssl x509 -in "$C/shown.pem" -noout -ext subjectAltName | grep -F "DNS:$1"
}
is_shown() { shown "$1" 993 > /dev/null 2>&1; }
serial() { openssl x509 -in "$C/shown.pem" -noout -serial; }
public_key() { openssl x509 -in "$C/shown.pem" -noout -pubkey; }
status() { mailstead tls status > "$C/status" || true; }
# says NAME WORDS: what the status has under that name.
says() {
    status
    awk -v name="$1" '$0 == name { on = 1; next } /^[^ ]/ { on = 0 } on' "$C/status" | tee "$C/said"
    grep -E "$2" "$C/said"
}

# ---- HTTP-01 --------------------------------------------------------------------------------------------------------

# Without files to begin with: the ports open all the same.
rm -f "$C/own/data/tls/"*.pem
settings http-01 "names = [\"elsewhere.$ZONE\"]"
start "a server without a certificate opens its ports"
for each in mail imap smtp mta-sts; do
    check "HTTP-01: $each.by-http.$ZONE has its certificate" wait_for 60 is_shown "$each.by-http.$ZONE"
done

on_every_port() {
    local each
    for each in mail imap smtp; do
        shown "$each.by-http.$ZONE" 993
        shown "$each.by-http.$ZONE" 465
        shown "$each.by-http.$ZONE" 443
        shown "$each.by-http.$ZONE" 587 -starttls smtp
        shown "$each.by-http.$ZONE" 143 -starttls imap
        shown "$each.by-http.$ZONE" 110 -starttls pop3
        shown "$each.by-http.$ZONE" 25 -starttls smtp
    done
}
check "each name's own certificate on every kind of port" on_every_port

nameless() {
    timeout 20 openssl s_client -connect "$US:993" -noservername -CAfile "$C/root.pem" -verify_return_error \
        -verify_hostname "mail.by-http.$ZONE" < /dev/null
}
check "who names nobody gets that of the host" nameless

# sessions VERSION: begun with one name, gone on with under it, and not under another.
sessions() {
    local session="$C/session"
    reused() { (sleep 1) | timeout 20 openssl s_client -connect "$US:993" -servername "$2.by-http.$ZONE" "-$1" "${@:3}" 2> /dev/null | grep -E "^(subject|New|Reused)"; }
    reused "$1" imap -sess_out "$session"
    reused "$1" imap -sess_in "$session" -sess_out "$session" | grep "^Reused"
    reused "$1" smtp -sess_in "$session" | tee "$C/reused"
    grep "^New" "$C/reused"
    grep "smtp.by-http" "$C/reused"
}
check "a session of TLS 1.2 is not gone on with under another name" sessions tls1_2
check "nor one of TLS 1.3" sessions tls1_3

tells() {
    says "pop.by-http.$ZONE" "it has no address in the DNS"
    says "autoconfig.by-http.$ZONE" "leads to $OTHER, and this server .* is at $US"
    says "mail.by-http.$ZONE" "good until .*issued by CN=Pebble Intermediate"
}
check "tls status: names that lead nowhere, or to others, are not asked for, and it says so" tells
failing() {
    wait_for 30 says "elsewhere.$ZONE" "could not connect to elsewhere.$ZONE on port 80.*It says: "
    grep -E "last try .*, next " "$C/said"
}
check "tls status: a name that cannot be proved, why, and when it is tried again" failing
exits() { ! mailstead tls status; }
check "tls status ends with 1 then" exits
in_json() { mailstead tls status --json | /usr/bin/python3 -c '
import json, sys
for each in json.load(sys.stdin):
    if each["name"] == sys.argv[1]:
        assert each["good"] and each["source"] == "acme" and "Pebble" in each["issuer"] and each["until"], each
        sys.exit(0)
sys.exit(1)' "mail.by-http.$ZONE" || [ "${PIPESTATUS[1]}" -eq 0 ]; }
check "tls status --json" in_json

secret() {
    same "rights of the folder" 700 "$(stat -c %a "$C/own/data/certificates")"
    same "files that others may read" "" "$(find "$C/own/data/certificates" -type f -perm /077)"
}
check "nobody else may read the keys" secret

by_hand() {
    local before
    shown "smtp.by-http.$ZONE" 993
    before=$(serial)
    public_key > "$C/key.before"
    mailstead tls renew "smtp.by-http.$ZONE"
    shown "smtp.by-http.$ZONE" 993
    [ "$before" != "$(serial)" ]
    public_key | cmp - "$C/key.before"
}
check "tls renew: a new certificate, with the key it had" by_hand

by_itself() {
    local before
    shown "imap.by-http.$ZONE" 993
    before=$(serial)
    changed() { shown "imap.by-http.$ZONE" 993 > /dev/null && [ "$before" != "$(serial)" ]; }
    wait_for 120 changed
}
check "renewed by itself before it ends" by_itself

# Young, so that it outlives a slow start.
mailstead tls renew "mail.by-http.$ZONE" > /dev/null || true
stop
from_files() { { mailstead tls status || true; } | grep -A 1 "mail.by-http.$ZONE" | grep "good until"; }
check "tls status without a server" from_files
kill -STOP "$CA_PID"
start "a restart, the authority being away"
check "what it had is shown" shown "mail.by-http.$ZONE" 993
kill -CONT "$CA_PID"

# ---- TLS-ALPN-01 ----------------------------------------------------------------------------------------------------

settings tls-alpn-01
stop
start "a server with tls-alpn-01"
added() {
    mailstead domain add "by-tls.$ZONE"
    wait_for 60 is_shown "mail.by-tls.$ZONE" || { says "mail.by-tls.$ZONE" . && return 1; }
}
check "TLS-ALPN-01: a domain that is added while the server runs has its certificates soon" added
alpn_renewed() {
    local before
    shown "mail.by-tls.$ZONE" 993
    before=$(serial)
    mailstead tls renew "mail.by-tls.$ZONE"
    shown "mail.by-tls.$ZONE" 443
    [ "$before" != "$(serial)" ]
}
check "TLS-ALPN-01: renewed" alpn_renewed
no_alpn() {
    ! timeout 20 openssl s_client -connect "$US:443" -servername "mail.by-tls.$ZONE" -alpn acme-tls/1 < /dev/null 2> /dev/null |
        grep "ALPN protocol: acme-tls/1"
}
check "without a challenge nobody is answered as one" no_alpn

# ---- DNS-01 ---------------------------------------------------------------------------------------------------------

settings dns-01 "dns-server = \"$DNS\"" "dns-key = \"hmac-sha256:acme.key:$SECRET\"" "dns-wait-seconds = 0"
stop
start "a server with dns-01"
by_dns() {
    mailstead domain add "by-dns.$ZONE"
    wait_for 60 is_shown "mail.by-dns.$ZONE" || { says "mail.by-dns.$ZONE" . && return 1; }
    grep "adding an RR at '_acme-challenge.mail.by-dns.$ZONE' TXT" "$C/dns/log"
}
check "DNS-01: by a record that our server puts into bind" by_dns
dns_renewed() {
    local before
    shown "mail.by-dns.$ZONE" 993
    before=$(serial)
    mailstead tls renew "mail.by-dns.$ZONE"
    shown "mail.by-dns.$ZONE" 993
    [ "$before" != "$(serial)" ]
}
check "DNS-01: renewed" dns_renewed
not_allowed() {
    mailstead tls renew "mail.by-tls.$ZONE" > "$C/refused" || true
    cat "$C/refused"
    grep "does not let the key acme.key change _acme-challenge.mail.by-tls.$ZONE" "$C/refused"
}
check "DNS-01: a name that the key may not change, in words" not_allowed
no_record_left() { ! grep -a "_acme-challenge" "$C/dns/zone"; }
stop
kill "$DNS_PID"
wait "$DNS_PID" || true
check "no record of a challenge is left" no_record_left
