#!/usr/bin/env bash
# `mailstead doctor` before Debian's Cyrus, healthy and broken one way at a time, in a network of its own.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=quay.example
FOREIGN=pier.example
DNS=192.0.2.10
. "$HERE/doctor-lib.sh"
unpack cyrus-imapd cyrus-pop3d cyrus-common sasl2-bin libical3 libclamav12 libzephyr4 libpcre3
own_network "$DNS" "$DNS" 192.0.2.{11..39} 2001:db8::31
lay_over cyrus

declare -A HOSTS=(
    [good]=192.0.2.11 [expired]=192.0.2.12 [othername]=192.0.2.13 [selfsigned]=192.0.2.14 [incomplete]=192.0.2.15
    [plain]=192.0.2.16 [old]=192.0.2.17 [crowded]=192.0.2.18 [stopped]=192.0.2.19 [ill]=192.0.2.24 [closed]=192.0.2.27
    [only12]=192.0.2.28 [only13]=192.0.2.30 [rsa]=192.0.2.31
)
HOSTS6=([six]=2001:db8::31)
make_certificates "$D/tls"
make_names "$D"
# Its processes read them as a user of their own.
chmod -R go+rX "$D/tls"

C="$D/cyrus"
mkdir -p "$C/state" "$C/mail" "$C/closed/msg"
chown -R cyrus: "$C"

# settings NAME STATE CERTIFICATE [LINE...]: how the processes of one server are set.
settings() {
    {
        cat << SETTINGS
configdirectory: $C/$2
partition-default: $C/mail
defaultpartition: default
admins: cyrus
servername: $ZONE
virtdomains: userid
defaultdomain: $ZONE
unixhierarchysep: yes
altnamespace: yes
allowplaintext: no
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: $C/people
sasl_mech_list: PLAIN LOGIN
sasl_log_level: 0
SETTINGS
        [ "$3" = none ] || printf 'tls_server_cert: %s/tls/%s/cert.pem\ntls_server_key: %s/tls/%s/key.pem\n' "$D" "$3" "$D" "$3"
        [ $# -le 3 ] || printf '%s\n' "${@:4}"
    } > "$C/$1.conf"
}
settings good state good
for each in expired othername selfsigned incomplete rsa; do settings "$each" state "$each"; done
settings plain state none
settings old state good "tls_versions: tls1_0 tls1_1" "tls_ciphers: DEFAULT:@SECLEVEL=0"
settings only12 state good "tls_versions: tls1_2"
settings only13 state good "tls_versions: tls1_3"
settings six state good
settings crowded state good "maxlogins_per_user: 1"
settings ill state good "sasl_saslauthd_path: $C/nobody"
sed -i 's/^sasl_pwcheck_method:.*/sasl_pwcheck_method: saslauthd/' "$C/ill.conf"
settings closed closed good
echo "Down for maintenance until six" > "$C/closed/msg/shutdown"

# One that takes care of versions itself.
cat > "$C/openssl.cnf" << 'SETTINGS'
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = limits
[limits]
MinProtocol = TLSv1
SETTINGS
{
    echo "START {"
    echo "  recover cmd=\"/usr/lib/cyrus/bin/ctl_cyrusdb -C $C/good.conf -r\""
    echo "}"
    echo "SERVICES {"
    for each in "${!HOSTS[@]}" "${!HOSTS6[@]}"; do
        [ -e "$C/$each.conf" ] || continue
        at=${HOSTS[$each]:-[${HOSTS6[$each]:-}]}
        for kind in imap "imap s" pop3 "pop3 s"; do
            [ "$each" != plain ] || [ "${kind% s}" = "$kind" ] || continue
            port=$(case $kind in imap) echo 143 ;; "imap s") echo 993 ;; pop3) echo 110 ;; *) echo 995 ;; esac)
            echo "  ${each}${kind/ /} cmd=\"/usr/lib/cyrus/bin/${kind% s}d -C $C/$each.conf${kind#"${kind% s}"}\" listen=\"$at:$port\" prefork=0"
        done
    done | sed -E 's/conf s"/conf -s"/'
    echo "}"
    echo "EVENTS {"
    echo "}"
} > "$C/cyrus.conf"

start() {
    local each
    for each in cyrus ann full lost off crowd; do
        echo "$PASSWORD" | saslpasswd2 -p -c -f "$C/people" -u "$ZONE" "$each"
    done
    chown cyrus: "$C/people"
    OPENSSL_CONF="$C/openssl.cnf" CYRUS_USER=cyrus /usr/lib/cyrus/bin/master -C "$C/good.conf" -M "$C/cyrus.conf" -p "$C/pid" > "$C/start" 2>&1 &
    wait_for 60 listening "${HOSTS[good]}" 143 || { cat "$C/start"; return 1; }
}
check "Cyrus starts" start
trap '[ ! -e "$C/pid" ] || kill "$(cat "$C/pid")"; kill "${PIDS[@]}" 2> /dev/null || true; wait' EXIT

mailboxes() {
    /usr/bin/python3 - "${HOSTS[good]}" "$D/tls/ca/ca.pem" "$ZONE" "$PASSWORD" << 'SETTINGS'
import imaplib, ssl, sys
host, ca, zone, password = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
context.check_hostname = False
def into(user):
    imap = imaplib.IMAP4(host, timeout=60)
    imap.starttls(context)
    imap.login(user, password)
    return imap
def done(answer):
    print(answer)
    assert answer[0] == "OK"
admin = into("cyrus")
for each in "ann", "full", "off", "crowd": done(admin.create(f"user/{each}@{zone}"))
full = into(f"full@{zone}")
done(full.append("INBOX", None, None, b"Subject: large\r\n\r\n" + b"A line of the text.\r\n" * 1000))
full.logout()
done(admin.setquota(f"user/full@{zone}", "(STORAGE 1)"))
SETTINGS
    /usr/lib/cyrus/bin/cyr_deny -C "$C/good.conf" -m "This account is disabled" off
}
check "people have mailboxes, one is full, one is denied" mailboxes

hold_connection "${HOSTS[crowded]}" "crowd@$ZONE"
check "one connection is held" wait_for 60 grep -q in "$D/holding"

# ---- the examinations -----------------------------------------------------------------------------------------------

reading_patients Cyrus
# "authorization failure" is all that it says of it.
patient D59 "Cyrus: the account is denied, and why is not told" "off@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D42 "Cyrus: signed in, and the mailbox is not there" "lost@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D42 "Cyrus: saslauthd is down" "$ann" "$PASSWORD" --imap "ill.$ZONE:993/ssl"
patient D42 "Cyrus: closed for maintenance" "$ann" "$PASSWORD" --imap "closed.$ZONE:143/starttls"
patient D49 "Cyrus: too many connections" "crowd@$ZONE" "$PASSWORD" --imap "crowded.$ZONE:143/starttls"
examine
