#!/usr/bin/env bash
# `mailstead doctor` before Dovecot and Postfix, healthy and broken one way at a time, in a network of its own: it names the one cause
# (docs/cases.md), and none where nothing is broken.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=quay.example
FOREIGN=pier.example
DNS=192.0.2.10
own_network "$DNS" "$DNS" 192.0.2.{11..39} 2001:db8::{31..32}
. "$HERE/doctor-lib.sh"

# ---- names and certificates -----------------------------------------------------------------------------------------

declare -A HOSTS=(
    [good]=192.0.2.11 [expired]=192.0.2.12 [othername]=192.0.2.13 [selfsigned]=192.0.2.14 [incomplete]=192.0.2.15
    [plain]=192.0.2.16 [old]=192.0.2.17 [crowded]=192.0.2.18 [stopped]=192.0.2.19 [mute]=192.0.2.20 [blocked]=192.0.2.29
    [strict]=192.0.2.21 [unlocked]=192.0.2.22 [owned]=192.0.2.23 [ill]=192.0.2.24 [only587]=192.0.2.25 [tired]=192.0.2.26
    [stranger]=192.0.2.27 [only12]=192.0.2.28 [only13]=192.0.2.30 [rsa]=192.0.2.31 [both]=192.0.2.32
)
HOSTS6=([six]=2001:db8::31 [both]=2001:db8::32)
make_certificates "$D/tls"
make_names "$D"
dovecot_certificates() {
    local each
    for each in "$@"; do
        printf 'local %s {\n ssl_cert = <%s/tls/%s/cert.pem\n ssl_key = <%s/tls/%s/key.pem\n}\n' "${HOSTS[$each]}" "$D" "$each" "$D" "$each"
    done
}

# ---- Dovecot --------------------------------------------------------------------------------------------------------

# people SERVICE ANNS-PASSWORD: who may sign in there.
people() {
    local each
    for each in ann full crowd; do echo "$each@$ZONE:{PLAIN}$([ "$each" = ann ] && echo "$2" || echo "$PASSWORD")::::::"; done
    echo "ann@$FOREIGN:{PLAIN}$PASSWORD::::::"
    echo "short:{PLAIN}$PASSWORD::::::"
    echo "lost@$ZONE:{PLAIN}$PASSWORD::::::"
    echo "bert@$ZONE:{PLAIN}$([ "$1" = smtp ] && echo another || echo "$PASSWORD")::::::"
}
V="$D/dovecot"
mkdir -p "$V/mail/full@$ZONE/new" "$V/mail/full@$ZONE/cur" "$V/mail/full@$ZONE/tmp"
for each in imap pop3 smtp; do people "$each" "$PASSWORD" > "$V/people-$each"; done
# Who has a mailbox: not whom the store has lost.
sed -E "/^lost@/d; s/^([^:]+):.*/\1:::::::/; s/^(full@.*)/\1userdb_quota_rule=*:storage=10K/" "$V/people-imap" > "$V/mailboxes"
message "$V/mail/full@$ZONE/new/1000000000.M1P1.quay" "large" 1000
chown -R nobody:nogroup "$V/mail"
cat > "$V/turned-away" << 'END'
#!/usr/bin/env bash
IFS= read -r -d '' user <&3
case $user in
    off@*) reason="This account is disabled." ;;
    locked@*) reason="Too many failed logins, try again in 15 minutes." ;;
    *) exit 1 ;;
esac
export USER=$user EXTRA="nologin reason" nologin=y reason
exec "$@"
END
chmod 755 "$V" "$V/turned-away"

# dovecot_configuration FOLDER
dovecot_configuration() {
    cat << END
base_dir = $1/run
log_path = $1/log
protocols = imap pop3
listen = 192.0.2.11
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:$V/mail/%u
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
mail_plugins = quota
ssl = required
ssl_cert = <$D/tls/good/cert.pem
ssl_key = <$D/tls/good/key.pem
passdb {
  driver = passwd-file
  args = username_format=%u $V/people-%s
}
# Those above whom it may not find; a file could not have a reason with spaces in it.
passdb {
  driver = checkpassword
  args = $V/turned-away
}
# Else it makes everybody wait whose address has had a wrong password.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
userdb {
  driver = passwd-file
  args = username_format=%u $V/mailboxes
}
plugin {
  quota = maildir:Storage
  quota_rule = *:storage=100M
}
protocol imap {
  mail_plugins = \$mail_plugins imap_quota
}
END
}
{
    dovecot_configuration "$V"
    cat << END
service imap-login {
  inet_listener imap {
    address = $(addresses good expired othername selfsigned incomplete plain crowded only13 rsa both) ${HOSTS6[*]}
    port = 143
  }
  inet_listener imaps {
    address = $(addresses good expired othername selfsigned incomplete only13 rsa both) ${HOSTS6[*]}
    port = 993
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    address = $(addresses good plain only13 rsa both) ${HOSTS6[*]}
    port = 110
  }
  inet_listener pop3s {
    address = $(addresses good expired only13 rsa both) ${HOSTS6[*]}
    port = 995
    ssl = yes
  }
}
# Else a new process is begun for each connection only once it is there, and one of several that come at once may wait for seconds.
service imap-login {
  process_min_avail = 8
}
service pop3-login {
  process_min_avail = 8
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = 12345
  }
}
$(dovecot_certificates expired othername selfsigned incomplete rsa)
local ${HOSTS[only13]} {
  ssl_min_protocol = TLSv1.3
}
local ${HOSTS[plain]} {
  ssl = no
  disable_plaintext_auth = no
}
local ${HOSTS[crowded]} {
  mail_max_userip_connections = 1
}
END
} > "$V/dovecot.conf"

# dovecot_with NAME FIRST LAST: a whole Dovecot whose OpenSSL does no TLS before and none after.
dovecot_with() {
    local folder="$D/dovecot-$1"
    mkdir -p "$folder"
    cat > "$folder/openssl.cnf" << END
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = limits
[limits]
MinProtocol = $2
MaxProtocol = $3
CipherString = DEFAULT@SECLEVEL=0
END
    {
        dovecot_configuration "$folder"
        echo "import_environment = TZ OPENSSL_CONF=$folder/openssl.cnf"
        echo "ssl_min_protocol = $2"
        echo "ssl_cipher_list = DEFAULT:@SECLEVEL=0"
        local each
        for each in imap pop3; do
            echo "service $each-login {"
            printf '  inet_listener %s {\n    address = %s\n  }\n' "$each" "${HOSTS[$1]}" "${each}s" "${HOSTS[$1]}"
            echo "}"
        done
    } > "$folder/dovecot.conf"
}
# Debian's does the old ones still, when it is told to.
dovecot_with old TLSv1 TLSv1.1
dovecot_with only12 TLSv1.2 TLSv1.2

starts_dovecot() { dovecot -c "$1/dovecot.conf" > "$1/start" 2>&1 || { cat "$1/start"; return 1; }; wait_for 60 listening "$2" 143; }
stops_dovecot() { [ ! -e "$1/run/master.pid" ] || kill "$(cat "$1/run/master.pid")" 2> /dev/null || true; }

# ---- Postfix --------------------------------------------------------------------------------------------------------

P="$D/postfix"
make_postfix "$P" "${HOSTS[good]}" 587 "good.$ZONE"
cat >> "$P/main.cf" << END
virtual_mailbox_domains = $ZONE
virtual_mailbox_maps = static:somewhere
anvil_rate_time_unit = 1h
mynetworks = 127.0.0.1/32
smtpd_tls_cert_file = $D/tls/good/cert.pem
smtpd_tls_key_file = $D/tls/good/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:12345
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
message_size_limit = 1000000
smtpd_client_connection_count_limit = 0
inet_protocols = all
END
# service HOST PORT [SETTING...]
service() {
    echo "${HOSTS[$1]}:$2 inet n - n - - smtpd"
    local each
    for each in "${@:3}"; do echo "  -o {$each}"; done
}
shows() { printf 'smtpd_tls_cert_file=%s\nsmtpd_tls_key_file=%s\n' "$D/tls/$1/cert.pem" "$D/tls/$1/key.pem"; }
{
    service good 465 smtpd_tls_wrappermode=yes
    for each in only12 only13 rsa both; do
        settings=()
        [ "$each" != only12 ] || settings=('smtpd_tls_mandatory_protocols=TLSv1.2' 'smtpd_tls_protocols=TLSv1.2')
        [ "$each" != only13 ] || settings=('smtpd_tls_mandatory_protocols=TLSv1.3' 'smtpd_tls_protocols=TLSv1.3')
        [ "$each" != rsa ] || mapfile -t settings < <(shows rsa)
        service "$each" 587 "${settings[@]}"
        service "$each" 465 smtpd_tls_wrappermode=yes "${settings[@]}"
    done
    for each in "${HOSTS6[@]}"; do
        echo "[$each]:587 inet n - n - - smtpd"
        echo "[$each]:465 inet n - n - - smtpd"
        echo "  -o smtpd_tls_wrappermode=yes"
    done
    service only587 587
    for each in expired othername selfsigned incomplete; do
        mapfile -t settings < <(shows "$each")
        service "$each" 587 "${settings[@]}"
    done
    service plain 587 smtpd_tls_security_level=none smtpd_tls_auth_only=no
    service old 587 'smtpd_tls_mandatory_protocols=<=TLSv1.1' 'smtpd_tls_protocols=<=TLSv1.1' \
        'tls_high_cipherlist=DEFAULT:@SECLEVEL=0' 'tls_medium_cipherlist=DEFAULT:@SECLEVEL=0'
    service strict 587 'smtpd_relay_restrictions=reject_unauth_destination' 'smtpd_recipient_restrictions='
    service owned 587 'smtpd_sender_login_maps=static:somebody-else' 'smtpd_sender_restrictions=reject_sender_login_mismatch'
    service ill 587 'smtpd_sasl_path=inet:127.0.0.1:12346'
    service unlocked 587 smtpd_sasl_auth_enable=no
    service tired 587 'smtpd_client_event_limit_exceptions=' smtpd_client_message_rate_limit=1
    service stranger 587 smtpd_delay_reject=no 'smtpd_client_restrictions=check_client_access static:{521 5.7.1 Your address is on our blocklist}'
} >> "$P/master.cf"

# ---- what is not there, or says nothing -----------------------------------------------------------------------------

# One takes connections and never says a word. Of the other's queue there is no room left, so that the kernel drops all that comes, as
# a firewall does.
/usr/bin/python3 -c '
import socket, sys, time
held = [socket.create_server((sys.argv[1], port)) for port in (143, 993, 587)]
for port in (143, 993, 587):
    full = socket.create_server((sys.argv[2], port), backlog=0)
    held.append(full)
    for _ in range(4):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex((sys.argv[2], port))
        held.append(one)
time.sleep(600)' "${HOSTS[mute]}" "${HOSTS[blocked]}" &
PIDS+=($!)

check "Dovecot, the same with TLS 1.1 only and with TLS 1.2 only, and Postfix start" eval '
    starts_dovecot "$V" "${HOSTS[good]}"
    starts_dovecot "$D/dovecot-old" "${HOSTS[old]}"
    starts_dovecot "$D/dovecot-only12" "${HOSTS[only12]}"
    start_postfix "$P" "${HOSTS[good]}" 587'
trap 'stops_dovecot "$V"; stops_dovecot "$D/dovecot-old"; stops_dovecot "$D/dovecot-only12"; stop_postfix "$P"; kill "${PIDS[@]}" 2> /dev/null || true; wait' EXIT

hold_connection "${HOSTS[crowded]}" "crowd@$ZONE"
# And the only message a minute, of this one.
said_by_postfix() { # COMMAND...: the last answer
    /usr/bin/python3 - "$D/tls/ca/ca.pem" "$@" << 'END'
import smtplib, ssl, sys
ca, host, name, user, password, *commands = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
smtp = smtplib.SMTP(name, 587, timeout=60)
smtp.starttls(context=context)
smtp.login(user, password)
for each in commands:
    code, text = smtp.docmd(each)
print(code, text.decode())
END
}
check "one connection is held, one message was begun" eval '
    wait_for 60 grep -q in "$D/holding"
    said_by_postfix "${HOSTS[tired]}" "tired.$ZONE" "ann@$ZONE" "$PASSWORD" "MAIL FROM:<ann@$ZONE>" | tee "$D/begun"
    said_by_postfix "${HOSTS[good]}" "good.$ZONE" "ann@$ZONE" "$PASSWORD" "MAIL FROM:<ann@$ZONE> SIZE=2000000" > "$D/too-large"'

# ---- the examinations -----------------------------------------------------------------------------------------------

GOOD="good.$ZONE"
ann="ann@$ZONE"
sending=(--smtp "$GOOD:587/starttls")
# patient CODE WHAT ADDRESS PASSWORD ARGUMENTS...
patient none "Dovecot: IMAP, STARTTLS" "$ann" "$PASSWORD" --imap "$GOOD:143/starttls" "${sending[@]}"
patient none "Dovecot: IMAP, TLS" "$ann" "$PASSWORD" --imap "$GOOD:993/ssl" --smtp "$GOOD:465/ssl"
patient none "Dovecot: POP3, STLS" "$ann" "$PASSWORD" --pop3 "$GOOD:110/starttls" "${sending[@]}"
patient none "Dovecot: POP3, TLS" "$ann" "$PASSWORD" --pop3 "$GOOD:995/ssl" "${sending[@]}"
for each in "only12 TLS 1.2 only" "only13 TLS 1.3 only" "rsa an RSA key" "six IPv6 only" "both IPv4 and IPv6"; do
    host="${each%% *}.$ZONE"
    patient none "Dovecot, Postfix: IMAP and sending, STARTTLS, ${each#* }" "$ann" "$PASSWORD" --imap "$host:143/starttls" --smtp "$host:587/starttls"
    patient none "Dovecot, Postfix: IMAP and sending, TLS, ${each#* }" "$ann" "$PASSWORD" --imap "$host:993/ssl" --smtp "$host:465/ssl"
    patient none "Dovecot: POP3, STLS, ${each#* }" "$ann" "$PASSWORD" --pop3 "$host:110/starttls"
    patient none "Dovecot: POP3, TLS, ${each#* }" "$ann" "$PASSWORD" --pop3 "$host:995/ssl"
done
patient D59 "Dovecot: wrong password" "$ann" incorrect-9 --imap "$GOOD:993/ssl" "${sending[@]}"
patient D59 "Dovecot: nobody of this name" "nobody@$ZONE" "$PASSWORD" --pop3 "$GOOD:995/ssl" "${sending[@]}"
patient D36 "Dovecot: a blank before the password" "$ann" " $PASSWORD" --imap "$GOOD:993/ssl" "${sending[@]}"
patient D21 "Dovecot: expired certificate" "$ann" "$PASSWORD" --imap "expired.$ZONE:993/ssl"
patient D21 "Dovecot: expired certificate, POP3" "$ann" "$PASSWORD" --pop3 "expired.$ZONE:995/ssl"
patient D18 "Dovecot: certificate for another name" "$ann" "$PASSWORD" --imap "othername.$ZONE:143/starttls"
patient D19 "Dovecot: self-signed certificate" "$ann" "$PASSWORD" --imap "selfsigned.$ZONE:993/ssl"
patient D22 "Dovecot: without the intermediate certificate" "$ann" "$PASSWORD" --imap "incomplete.$ZONE:993/ssl"
patient D17 "Dovecot: TLS 1.1 only" "$ann" "$PASSWORD" --imap "old.$ZONE:993/ssl"
patient D17 "Dovecot: TLS 1.1 only, STLS" "$ann" "$PASSWORD" --pop3 "old.$ZONE:110/starttls"
patient D23 "Dovecot: without TLS" "$ann" "$PASSWORD" --imap "plain.$ZONE:143/starttls"
patient D23 "Dovecot: without TLS, POP3" "$ann" "$PASSWORD" --pop3 "plain.$ZONE:110/none"
patient D12 "Dovecot: SSL/TLS set for port 143" "$ann" "$PASSWORD" --imap "$GOOD:143/ssl" "${sending[@]}"
patient D13 "Dovecot: STARTTLS set for port 993" "$ann" "$PASSWORD" --imap "$GOOD:993/starttls" "${sending[@]}"
patient D15 "Dovecot: POP3's port set for IMAP" "$ann" "$PASSWORD" --imap "$GOOD:110/starttls" "${sending[@]}"
patient D60 "Dovecot: a port on which nobody is" "$ann" "$PASSWORD" --imap "$GOOD:1993/ssl" "${sending[@]}"
patient D06 "no such name" "$ann" "$PASSWORD" --imap "god.$ZONE:993/ssl" "${sending[@]}"
patient D09 "Dovecot: stopped" "$ann" "$PASSWORD" --imap "stopped.$ZONE:993/ssl" "${sending[@]}"
patient D09 "a server that takes connections and says nothing" "$ann" "$PASSWORD" --imap "mute.$ZONE:143/starttls"
patient D07 "packets that vanish" "$ann" "$PASSWORD" --imap "blocked.$ZONE:993/ssl"
patient D47 "Dovecot: mailbox over quota" "full@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D37 "Dovecot: disabled account" "off@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D37 "Dovecot: locked account, POP3" "locked@$ZONE" "$PASSWORD" --pop3 "$GOOD:995/ssl"
patient D42 "Dovecot: signed in, and the mailbox is not there" "lost@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
patient D49 "Dovecot: too many connections" "crowd@$ZONE" "$PASSWORD" --imap "crowded.$ZONE:143/starttls"

reading=(--imap "$GOOD:993/ssl")
patient D34 "Postfix: another password for sending" "bert@$ZONE" "$PASSWORD" "${reading[@]}" "${sending[@]}"
patient D08 "Postfix: port 25 set for sending" "$ann" "$PASSWORD" "${reading[@]}" --smtp "$GOOD:25/starttls"
patient D14 "Postfix: port 465 set, and only 587 there" "$ann" "$PASSWORD" "${reading[@]}" --smtp "only587.$ZONE:465/ssl"
patient D12 "Postfix: SSL/TLS set for port 587" "$ann" "$PASSWORD" "${reading[@]}" --smtp "$GOOD:587/ssl"
patient D13 "Postfix: STARTTLS set for port 465" "$ann" "$PASSWORD" "${reading[@]}" --smtp "$GOOD:465/starttls"
patient D21 "Postfix: expired certificate" "$ann" "$PASSWORD" "${reading[@]}" --smtp "expired.$ZONE:587/starttls"
patient D18 "Postfix: certificate for another name" "$ann" "$PASSWORD" "${reading[@]}" --smtp "othername.$ZONE:587/starttls"
patient D19 "Postfix: self-signed certificate" "$ann" "$PASSWORD" "${reading[@]}" --smtp "selfsigned.$ZONE:587/starttls"
patient D22 "Postfix: without the intermediate certificate" "$ann" "$PASSWORD" "${reading[@]}" --smtp "incomplete.$ZONE:587/starttls"
patient D17 "Postfix: TLS 1.1 only" "$ann" "$PASSWORD" "${reading[@]}" --smtp "old.$ZONE:587/starttls"
patient D23 "Postfix: without TLS" "$ann" "$PASSWORD" "${reading[@]}" --smtp "plain.$ZONE:587/starttls"
patient D44 "Postfix: relays for nobody" "ann@$FOREIGN" "$PASSWORD" --smtp "strict.$ZONE:587/starttls"
patient D45 "Postfix: sender of somebody else" "$ann" "$PASSWORD" "${reading[@]}" --smtp "owned.$ZONE:587/starttls"
patient D42 "Postfix: its Dovecot for signing in is down" "$ann" "$PASSWORD" "${reading[@]}" --smtp "ill.$ZONE:587/starttls"
patient D48 "Postfix: more messages than it takes" "$ann" "$PASSWORD" "${reading[@]}" --smtp "tired.$ZONE:587/starttls"
patient D11 "Postfix: greets with a refusal" "$ann" "$PASSWORD" "${reading[@]}" --smtp "stranger.$ZONE:587/starttls"
patient D44 "Postfix: offers no way to sign in" "$ann" "$PASSWORD" "${reading[@]}" --smtp "unlocked.$ZONE:587/starttls"
patient D46 "Postfix: message too large, by what it said" "$ann" "$PASSWORD" "${reading[@]}" "${sending[@]}" --said "$(cat "$D/too-large")"
examine
