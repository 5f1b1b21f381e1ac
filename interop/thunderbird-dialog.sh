#!/usr/bin/env bash
# Thunderbird in a window, with a new profile: into its own dialog for accounts a name, an address and an app password are typed, and
# nothing else is set. It finds the servers by our autoconfig, signs in, sends a message to itself and shows it. The DNS is what
# `mailstead dns records` prints, all in a network of its own.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=lagoon.example
GUEST=inlet.example
HIDDEN=cove.example
US=192.0.2.191
DNS=192.0.2.192
own_network "$DNS" "$US" "$DNS"
D="$WORK/thunderbird-dialog"
# Where pictures stay when all else is thrown away.
PICTURES=${MAILSTEAD_PICTURES:-$ROOT/target/interop}
mkdir -p "$D" "$PICTURES"
PIDS=()
OWN_PID=
trap 'stop_thunderbird; kill "${PIDS[@]}" $OWN_PID 2> /dev/null || true; wait' EXIT

mailstead() { "$ROOT/mailstead" "$@" --config "$D/own/mailstead.toml"; }

# ---- the server, its names and its certificate ----------------------------------------------------------------------

own_server "$D/own" "$ZONE" "mail.$ZONE"
make_authority "$D/ca"
issue "$D/ca" "$D/own/tls" "mail.$ZONE" "autoconfig.$ZONE" "autodiscover.$ZONE"
cat > "$D/own/mailstead.toml" << TOML
data = "$D/own/data"
hostname = "mail.$ZONE"
[listen]
addresses = ["$US"]
[tls]
certificate = "$D/own/tls/cert.pem"
key = "$D/own/tls/key.pem"
[dns]
dnssec = "off"
servers = ["$DNS"]
TOML
mailstead domain add "$GUEST" > /dev/null
echo "$PASSWORD" | mailstead account add "ben@$GUEST" --password-stdin > /dev/null
mailstead domain add "$HIDDEN" > /dev/null
echo "$PASSWORD" | mailstead account add "cat@$HIDDEN" --password-stdin > /dev/null

# made ADDRESS: a new app password, with the spaces it is shown with.
made() { mailstead account app-password add "$1" "My computer" --json | sed -nE 's/.*"password" ?: ?"([^"]+)".*/\1/p'; }

# The guest's domain has nothing but an MX record, as where somebody forgot the rest.
cat > "$D/zone" << RECORDS
\$TTL 60
.               SOA   ns.$ZONE. hostmaster.$ZONE. 1 3600 600 86400 60
.               NS    ns.$ZONE.
ns.$ZONE.       A     $DNS
$GUEST.         MX    10 mail.$ZONE.
$(mailstead dns records "$ZONE" --zone --address "$US" | sed 's/^; in another zone: //')
RECORDS
start_dns "$D" "$DNS" . "$D/zone"
PIDS+=("$DNS_PID")
check "unbound serves what dns records prints" wait_for 30 dns_answers "$DNS"
serve "$D/own" "$US" 443 || echo "FAIL  our server"

# ---- Thunderbird ----------------------------------------------------------------------------------------------------

# A screen that nobody looks at. It chooses its number, and writes it when it can be used.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3> "$D/display" > "$D/xvfb.log" 2>&1 &
PIDS+=($!)
has_screen() { [ -s "$D/display" ]; }
wait_for 30 has_screen || { echo "FAIL  a screen (Xvfb)" && cat "$D/xvfb.log"; }
DISPLAY=:$(cat "$D/display")
export DISPLAY

# new_thunderbird FOLDER: as on the first day, but for the remote control. Like the machine it is on, it trusts the authority.
new_thunderbird() {
    PROFILE=$1
    mkdir -p "$PROFILE"
    echo 'user_pref("marionette.port", 0);' > "$PROFILE/user.js"
    certutil -N -d "sql:$PROFILE" --empty-password
    certutil -A -d "sql:$PROFILE" -n checks -t C,, -i "$D/ca/ca.pem"
    start_thunderbird --new-instance
}

# person STEP [ARGUMENT...]: what somebody does who sits in front of it.
person() {
    if is_gone "$THUNDERBIRD"; then
        echo "Thunderbird is not running; the last it said:"
        tail -n 5 "$WORK/thunderbird.log"
        return 1
    fi
    timeout 300 python3 "$HERE/thunderbird-dialog.py" "$PROFILE" "$PICTURES" "$@"
}

# by ADDRESS PROTOCOL...: whether somebody's sign-ins are by these, each with that app password, and all worked.
by() {
    local address=$1 each
    shift
    mailstead account sign-ins "$address" > "$D/sign-ins"
    for each in "$@"; do grep -E "  ok.*  $each, TLS.*with My computer" "$D/sign-ins"; done
    same "sign-ins that did not work" "" "$(grep -vE '  ok( ×[0-9]+)?  ' "$D/sign-ins")"
}

quit() {
    thunderbird_does quit
    wait_for 30 is_gone "$THUNDERBIRD"
}

# ---- an address whose domain publishes all ---------------------------------------------------------------------------

DEVICE=$(made "ann@$ZONE")
new_thunderbird "$D/imap"

sets_up() {
    person setsUp "Ann Example" "ann@$ZONE" "$DEVICE" imap > "$D/found"
    same "what it found" "imap mail.$ZONE 993 smtp mail.$ZONE 465 ann@$ZONE" "$(cat "$D/found")"
}
check "a new profile, with name, address and app password typed: finds the servers and signs in" sets_up

SUBJECT="From Ann to herself"
TEXT="Nothing was set by hand."
check "writes to itself and sends" person sends "ann@$ZONE" "$SUBJECT" "$TEXT"
check "shows the message in its inbox" person reads "$SUBJECT" "$TEXT"
check "the server saw that app password only, and nobody was turned away" by "ann@$ZONE" "IMAP on port 993" "SMTP on port 465"
check "ends" quit

read_back() {
    "$ROOT/mailstead" doctor --from "$D/imap" --no-secret --no-beacon --resolver "$DNS:53" --trust "$D/ca/ca.pem" --loopback > "$D/doctor" || true
    same "what doctor reads in the profile" "Thunderbird is set to this for ann@$ZONE ($D/imap/prefs.js):
  IMAP mail.$ZONE:993 SSL/TLS, user name ann@$ZONE
  SMTP mail.$ZONE:465 SSL/TLS, user name ann@$ZONE" "$(head -n 3 "$D/doctor")"
}
check "doctor --from reads the profile that it wrote" read_back

# ---- one whose domain has an MX record and no more -------------------------------------------------------------------

PICTURES="$PICTURES/mx-pop3"
DEVICE=$(made "ben@$GUEST")
new_thunderbird "$D/pop3"

by_mx() {
    person setsUp "Ben Example" "ben@$GUEST" "$DEVICE" pop3 > "$D/found"
    same "what it found" "pop3 mail.$ZONE 995 smtp mail.$ZONE 465 ben@$GUEST" "$(cat "$D/found")"
}
check "a domain with an MX record only, POP3 chosen: finds the servers and signs in" by_mx
check "sends" person sends "ben@$GUEST" "$SUBJECT" "$TEXT"
check "fetches the message and shows it" person fetches "$SUBJECT" "$TEXT"
check "the server saw that app password only there too" by "ben@$GUEST" "POP3 on port 995" "SMTP on port 465"
check "ends" quit

# ---- one that the DNS knows nothing of, by the file of `account export` -------------------------------------------------------

PICTURES="$(dirname "$PICTURES")/export"
DEVICE=$(made "cat@$HIDDEN")
# Where Debian has the folder that Thunderbird looks into before it asks anybody; for who is started here only.
ISP=/usr/lib/thunderbird/isp
mkdir "$D/isp"
cp -r "$ISP/." "$D/isp"
mailstead account export "cat@$HIDDEN" thunderbird --to "$D/isp" > "$D/export"
mount --bind "$D/isp" "$(readlink -f "$ISP")"
new_thunderbird "$D/export-profile"

by_file() {
    person setsUp "Cat Example" "cat@$HIDDEN" "$DEVICE" imap > "$D/found"
    same "what it found" "imap mail.$ZONE 993 smtp mail.$ZONE 465 cat@$HIDDEN" "$(cat "$D/found")"
}
check "a domain without any record, with the file of account export: finds the servers and signs in" by_file
check "sends" person sends "cat@$HIDDEN" "$SUBJECT" "$TEXT"
check "shows the message in its inbox" person reads "$SUBJECT" "$TEXT"
check "the server saw that app password only, once more" by "cat@$HIDDEN" "IMAP on port 993" "SMTP on port 465"
check "ends" quit
