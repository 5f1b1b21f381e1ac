#!/usr/bin/env bash
# People whose passwords are in OpenLDAP's slapd: they sign in by IMAP, POP3 and SMTP, also while slapd is down if they did before; others
# hear "try again" then, and nobody is locked out there by what strangers guess here.
set -euo pipefail
. "$HERE/lib.sh"

L="$WORK/ldap"
SLAPD_PORT=$(free_port)
BASE=dc=people,dc=example
mkdir -p "$L/slapd/data" "$L/own"
make_authority "$L/authority"
issue "$L/authority" "$L/tls" localhost

# ---- slapd --------------------------------------------------------------------------------------------------------------

cat > "$L/slapd/slapd.conf" << END
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/misc.schema
pidfile $L/slapd/pid
argsfile $L/slapd/args
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
TLSCertificateFile $L/tls/cert.pem
TLSCertificateKeyFile $L/tls/key.pem
# No password comes here in clear text.
security simple_bind=128
database mdb
suffix "$BASE"
directory $L/slapd/data
rootdn "cn=admin,$BASE"
rootpw admin-secret
index objectClass eq
index mail,mailLocalAddress,uid eq
overlay ppolicy
ppolicy_default "cn=policy,$BASE"
ppolicy_use_lockout
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=mailstead,$BASE" read by * auth
END

person() {
    cat << END

dn: uid=$1,$BASE
objectClass: inetOrgPerson
objectClass: inetLocalMailRecipient
uid: $1
cn: $1
sn: Example
mail: $1@people.example
mailLocalAddress: $1.example@people.example
userPassword: $2
END
}

{
    cat << END
dn: $BASE
objectClass: dcObject
objectClass: organization
dc: people
o: People

dn: cn=mailstead,$BASE
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: mailstead
userPassword: service-secret

dn: cn=policy,$BASE
objectClass: applicationProcess
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 8
pwdFailureCountInterval: 900
END
    person ann "ann's secret"
    person bob "bob's secret"
    person locked "locked's secret"
    echo "pwdAccountLockedTime: 000001010000Z"
} > "$L/people.ldif"
chmod 700 "$L/slapd"
if ! slapadd -f "$L/slapd/slapd.conf" -l "$L/people.ldif" > "$L/slapadd.log" 2>&1; then
    echo "FAIL  slapadd takes the people"
    sed 's/^/      | /' "$L/slapadd.log"
    exit 1
fi

start_slapd() {
    slapd -f "$L/slapd/slapd.conf" -h "ldap://localhost:$SLAPD_PORT" -d 256 >> "$L/slapd.log" 2>&1 &
    SLAPD_PID=$!
    wait_for 20 listening localhost "$SLAPD_PORT"
}

stop_slapd() {
    kill "$SLAPD_PID" 2> /dev/null || true
    wait "$SLAPD_PID" 2> /dev/null || true
}

# ---- our server ---------------------------------------------------------------------------------------------------------

mailstead() { "$ROOT/mailstead" "$@" --config "$L/own/mailstead.toml"; }

SMTP=$(free_port) IMAPS=$(free_port) POP3S=$(free_port)
# Nobody has an account yet.
"$ROOT/mailstead" init people.example --config "$L/own/mailstead.toml" --data "$L/own/data" --hostname localhost > "$L/init.log"
echo service-secret > "$L/own/service-password"
cat > "$L/own/mailstead.toml" << END
data = "$L/own/data"
hostname = "localhost"
[listen]
addresses = ["127.0.0.1"]
smtp = "off"
submission = $SMTP
submissions = "off"
submission-alternative = "off"
imap = "off"
imaps = $IMAPS
pop3 = "off"
pop3s = $POP3S
https = "off"
http = "off"
[sending]
smarthost = "off"
[ldap]
domains = ["people.example"]
servers = ["ldap://localhost:$SLAPD_PORT"]
ca-file = "$L/authority/ca.pem"
bind-dn = "cn=mailstead,$BASE"
bind-password-file = "service-password"
base = "$BASE"
filter = "(&(objectClass=inetOrgPerson)(|(mail={address})(mailLocalAddress={address})(uid={local})))"
address-attributes = ["mail", "mailLocalAddress"]
create-accounts = "at-sign-in"
remember-minutes = 0
END
OWN_CERT="$L/own/data/tls/certificate.pem"
OWN_PID=
start_slapd
trap 'stop_slapd; kill $OWN_PID 2> /dev/null || true; wait' EXIT

# by_imap, by_pop3, by_smtp USER PASSWORD: what the server says to somebody who signs in.
by_imap() {
    timeout "$PATIENCE" curl -sv --cacert "$OWN_CERT" -u "$1:$2" --login-options "AUTH=PLAIN" "imaps://localhost:$IMAPS/" -X NOOP 2>&1 | tr -d '\r'
}
by_pop3() {
    timeout "$PATIENCE" curl -sv --cacert "$OWN_CERT" -u "$1:$2" --login-options "AUTH=PLAIN" "pop3s://localhost:$POP3S/" -X NOOP 2>&1 | tr -d '\r'
}
by_smtp() {
    timeout "$PATIENCE" swaks --server localhost --port "$SMTP" --tls --tls-ca-path "$OWN_CERT" --helo client.example.org \
        --auth PLAIN --auth-user "$1" --auth-password "$2" --quit-after AUTH 2>&1 | tr -d '\r'
}

# heard WHAT PATTERN: the pattern is in what the last one said, which was kept in $L/said.
heard() {
    grep -qE "$1" "$L/said" && return
    echo "expected $1 in:"
    grep -E '^(<|[ ]*<)' "$L/said" || cat "$L/said"
    return 1
}
says() {
    "$@" > "$L/said" || true
}

ladder() {
    says mailstead ldap check ann@people.example
    heard 'ok +Connected, over TLSv1.[23], and the certificate is good for the name'
    heard "ok +Signed in as cn=mailstead,$BASE"
    heard "ok +Found uid=ann,$BASE, with ann@people.example, ann.example@people.example"
    echo "ann's secret" | mailstead ldap check ann@people.example --password-stdin > "$L/said"
    heard 'ok +The password is right'
    ! echo "another" | mailstead ldap check ann@people.example --password-stdin > "$L/said"
    heard 'FAIL +Wrong password'
    ! echo "locked's secret" | mailstead ldap check locked@people.example --password-stdin > "$L/said"
    heard 'FAIL +The account is locked \(password policy'
    ! mailstead ldap check carl@people.example > "$L/said"
    heard 'FAIL +Nobody found'
}
check "ldap check goes up the ladder over STARTTLS, and says where it ends" ladder

serve "$L/own" 127.0.0.1 "$IMAPS" || echo "FAIL  our server with these settings"

signs_in() {
    says by_imap "$1" "$2"
    heard '^< A003 OK'
    says by_pop3 "$1" "$2"
    heard '^< \+OK'
    ! grep -q '^< -ERR' "$L/said"
    says by_smtp "$1" "$2"
    heard '235 2.7.0'
}
check "slapd lets Ann in by IMAP, POP3 and SMTP, and her account is made" signs_in ann@people.example "ann's secret"

accounts() {
    mailstead account list > "$L/said"
    heard '^ann@people.example'
}
check "the account is on the list" accounts

refused() {
    says by_imap "$1" "$2"
    heard 'NO \[AUTHENTICATIONFAILED\]'
    says by_pop3 "$1" "$2"
    heard '^< -ERR \[AUTH\]'
    says by_smtp "$1" "$2"
    heard '535 5.7.8'
}
check "a wrong password is wrong in each protocol" refused ann@people.example "last year's"
check "whom slapd does not have does not get in" refused carl@people.example "ann's secret"

locked() {
    says by_imap locked@people.example "locked's secret"
    heard 'NO \['
    ! grep -q '^< A003 OK' "$L/said"
    grep -q 'locked@people.example .* does not get in by LDAP: the account is locked' "$L/own/log"
}
check "whom slapd has locked does not get in, and the log says why" locked

# slapd locks after 8 wrong ones; fewer are passed on.
guesses() {
    local i
    for i in $(seq 12); do says by_smtp ann@people.example "guess $i"; done
    heard '454 4.7.0'
    ldapwhoami -ZZ -x -H "ldap://localhost:$SLAPD_PORT" -D "uid=ann,$BASE" -w "ann's secret" > "$L/said" 2>&1 || true
    heard "uid=ann,$BASE"
}
# What the tool of OpenLDAP thinks of certificates is not what is looked at.
export LDAPTLS_REQCERT=never
check "a dozen guesses here do not lock Ann out there" guesses

stop_slapd
sleep_free() { ! listening localhost "$SLAPD_PORT"; }
wait_for 10 sleep_free || echo "FAIL  slapd stops"

check "slapd is down: Ann gets in by the password that was right before" signs_in ann@people.example "ann's secret"

put_off() {
    says by_imap "$1" "$2"
    heard 'NO \[UNAVAILABLE\]'
    says by_pop3 "$1" "$2"
    heard '^< -ERR \[SYS/TEMP\]'
    says by_smtp "$1" "$2"
    heard '454 4.7.0'
}
check "slapd is down: Bob hears \"try again\", in each protocol" put_off bob@people.example "bob's secret"
check "slapd is down: so does who has another password for Ann" put_off ann@people.example "another one"

start_slapd
is_back() {
    says by_imap bob@people.example "bob's secret"
    grep -q '^< A003 OK' "$L/said"
}
back() {
    wait_for 60 is_back
    signs_in bob@people.example "bob's secret"
    same "times the log says that slapd is down" 1 "$(grep -c 'LDAP server .* cannot be asked' "$L/own/log")"
    same "times the log says that slapd is back" 1 "$(grep -c 'LDAP server .* answers again' "$L/own/log")"
}
check "slapd is back: Bob gets in, and the log has told of each once" back
