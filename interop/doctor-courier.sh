#!/usr/bin/env bash
# `mailstead doctor` before Debian's Courier (IMAP and POP3), healthy and broken one way at a time, in a network of its own.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=quay.example
FOREIGN=pier.example
DNS=192.0.2.10
. "$HERE/doctor-lib.sh"
unpack courier-imap courier-pop courier-base courier-authdaemon courier-authlib courier-authlib-userdb libcourier-unicode4 libgamin0 libpcre3
own_network "$DNS" "$DNS" 192.0.2.{11..39} 2001:db8::31
lay_over courier
# Its users are written there.
mount --bind "$D/files/etc/courier" /etc/courier

declare -A HOSTS=(
    [good]=192.0.2.11 [expired]=192.0.2.12 [othername]=192.0.2.13 [selfsigned]=192.0.2.14 [incomplete]=192.0.2.15
    [plain]=192.0.2.16 [old]=192.0.2.17 [stopped]=192.0.2.19 [only12]=192.0.2.28 [only13]=192.0.2.30 [rsa]=192.0.2.31
)
HOSTS6=([six]=2001:db8::31)
make_certificates "$D/tls"
make_names "$D"
trap 'kill "${PIDS[@]}" 2> /dev/null || true; wait' EXIT

K="$D/courier"
mkdir -p "$K"
for each in good expired othername selfsigned incomplete rsa; do cat "$D/tls/$each/cert.pem" "$D/tls/$each/key.pem" > "$K/$each.pem"; done
chmod 755 "$K"
chown courier: "$K"/*.pem

# person NAME MORE: who may sign in, with a mailbox; MORE as in userdb.
person() {
    local home="$K/people/$1" hash
    hash=$(openssl passwd -6 "$PASSWORD")
    printf '%s@%s\thome=%s|mail=%s/Maildir|uid=64980|gid=64980|systempw=%s%s\n' "$1" "$ZONE" "$home" "$home" "$hash" "${2:+|$2}" >> /etc/courier/userdb
}
mailbox() {
    mkdir -p "$K/people/$1"
    maildirmake.courier "${@:2}" "$K/people/$1/Maildir"
}
people() {
    person ann
    person full "quota=10000S"
    person off "options=disableimap=1,disablepop3=1"
    person lost
    chmod 600 /etc/courier/userdb
    makeuserdb
    mkdir -p "$K/people"
    mailbox ann
    mailbox off
    mailbox full
    maildirmake.courier -q 10000S "$K/people/full/Maildir"
    echo "25000 1" >> "$K/people/full/Maildir/maildirsize"
    message "$K/people/full/Maildir/new/1000000000.M1P1.quay,S=25000" "large" 1000
    chown -R courier: "$K/people"
}
check "four people, one of whom has no mailbox" people

# server KIND HOST PORT [NAME=VALUE...]: one of Courier's programs, as its own scripts start it.
server() {
    local kind=$1 port=$3 at each run tls=()
    at=${HOSTS[$2]:-${HOSTS6[$2]:-}}
    (
        # They name settings that are not there.
        set -a +u
        . "/etc/courier/$kind"
        . "/etc/courier/$kind-ssl"
        # Locks want the program that watches files, which Debian has as a package of its own.
        IMAP_USELOCKS=0 TLS_CACHEFILE= TLS_DHPARAMS= TLS_CERTFILE="$K/good.pem"
        IMAP_STARTTLS=YES POP3_STARTTLS=YES IMAP_TLS_REQUIRED=1 POP3_TLS_REQUIRED=1
        case $port in
            993) IMAP_TLS=1 IMAP_TLS_REQUIRED=0 ;;
            995) POP3_TLS=1 POP3_STARTTLS=NO POP3_TLS_REQUIRED=0 ;;
        esac
        for each in "${@:4}"; do export "${each?}"; done
        set +a
        case $port in 993 | 995) tls=("$COURIERTLS" -server -tcpd -user=courier) ;; esac
        case $kind in
            imapd) run=(/usr/lib/courier/courier/imaplogin /usr/bin/imapd) ;;
            *) run=(/usr/lib/courier/courier/courierpop3login /usr/lib/courier/courier/courierpop3d) ;;
        esac
        exec couriertcpd -address="$at" -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "$port" "${tls[@]}" "${run[@]}" Maildir
    ) >> "$K/log" 2>&1 &
    PIDS+=($!)
}
# servers HOST [NAME=VALUE...]: on all four ports.
servers() {
    server imapd "$1" 143 "${@:2}"
    server imapd "$1" 993 "${@:2}"
    server pop3d "$1" 110 "${@:2}"
    server pop3d "$1" 995 "${@:2}"
}
mkdir -p /run/courier/authdaemon
sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' /etc/courier/authdaemonrc
(
    set -a
    . /etc/courier/authdaemonrc
    exec /usr/lib/courier/courier-authlib/authdaemond
) > "$K/auth.log" 2>&1 &
PIDS+=($!)
servers good
servers six
for each in expired othername selfsigned incomplete rsa; do servers "$each" TLS_CERTFILE="$K/$each.pem"; done
servers only12 TLS_PRIORITY="NORMAL:-VERS-ALL:+VERS-TLS1.2"
servers only13 TLS_PRIORITY="NORMAL:-VERS-ALL:+VERS-TLS1.3"
servers old TLS_PRIORITY="NORMAL:-VERS-ALL:+VERS-TLS1.1"
server imapd plain 143 IMAP_STARTTLS=NO IMAP_TLS_REQUIRED=0
server pop3d plain 110 POP3_STARTTLS=NO POP3_TLS_REQUIRED=0
check "Courier starts" wait_for 60 listening "${HOSTS[plain]}" 110

# ---- the examinations -----------------------------------------------------------------------------------------------

reading_patients Courier
patient D23 "Courier: without TLS, POP3" "$ann" "$PASSWORD" --pop3 "plain.$ZONE:110/none"
patient D32 "Courier: IMAP switched off for the account" "off@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D32 "Courier: POP3 switched off for the account" "off@$ZONE" "$PASSWORD" --pop3 "$GOOD:995/ssl"
patient D42 "Courier: signed in, and the mailbox is not there" "lost@$ZONE" "$PASSWORD" --imap "$GOOD:143/starttls"
patient D42 "Courier: signed in, and the mailbox is not there, POP3" "lost@$ZONE" "$PASSWORD" --pop3 "$GOOD:110/starttls"
examine
