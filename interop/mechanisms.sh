#!/usr/bin/env bash
# Ways to sign in that only settings switch on: SCRAM-SHA-1 and CRAM-MD5 by gsasl, swaks and Python, certificates by curl.
set -euo pipefail
. "$HERE/lib.sh"

M="$WORK/mechanisms"
ADDRESS=ann@people.example
mkdir -p "$M/own"

# ---- who vouches for people -----------------------------------------------------------------------------------------

make_authority "$M/authority"
make_authority "$M/strange"

# certify AUTHORITY NAME ADDRESS: a certificate for a person, in $M/NAME.pem with its key.
certify() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$M/$2.key" -out "$M/$2.request" 2> /dev/null
    printf 'subjectAltName=email:%s\nextendedKeyUsage=clientAuth\n' "$3" > "$M/$2.names"
    openssl x509 -req -in "$M/$2.request" -CA "$1/ca.pem" -CAkey "$1/ca.key" -CAcreateserial -days 3 -extfile "$M/$2.names" \
        -out "$M/$2.pem" 2> /dev/null
}
certify "$M/authority" laptop "$ADDRESS"
certify "$M/strange" strange "$ADDRESS"

# ---- our server -----------------------------------------------------------------------------------------------------

SMTP=$(free_port) SMTPS=$(free_port) IMAP=$(free_port) IMAPS=$(free_port) POP3S=$(free_port)
"$ROOT/mailstead" init people.example --config "$M/own/mailstead.toml" --data "$M/own/data" --hostname localhost > "$M/init.log"
cat > "$M/own/mailstead.toml" << END
data = "$M/own/data"
hostname = "localhost"
[listen]
addresses = ["127.0.0.1"]
smtp = "off"
submission = $SMTP
submissions = $SMTPS
submission-alternative = "off"
imap = $IMAP
imaps = $IMAPS
pop3 = "off"
pop3s = $POP3S
https = "off"
http = "off"
[sending]
smarthost = "off"
[sign-in]
mechanisms = ["EXTERNAL", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN"]
client-certificates = "$M/authority/ca.pem"
END
# Made while no server runs: what the old mechanisms need has to be kept then too.
echo "$PASSWORD" | "$ROOT/mailstead" account add "$ADDRESS" --password-stdin --config "$M/own/mailstead.toml" > "$M/account.log"
echo "$PASSWORD" | "$ROOT/mailstead" account add bob@people.example --password-stdin --config "$M/own/mailstead.toml" > "$M/account.log"
OWN_CERT="$M/own/data/tls/certificate.pem"
OWN_PID=
trap 'kill $OWN_PID 2> /dev/null || true; wait' EXIT
serve "$M/own" 127.0.0.1 "$IMAPS" || echo "FAIL  our server with these settings"

# ---- proofs ---------------------------------------------------------------------------------------------------------

# by MECHANISM PASSWORD
by() {
    timeout "$PATIENCE" gsasl --imap --starttls --x509-ca-file="$OWN_CERT" -m "$1" -a "$ADDRESS" -z "$ADDRESS" -p "$2" "${@:3}" \
        localhost "$IMAP" < /dev/null > "$M/said" 2>&1
}

proved() {
    by SCRAM-SHA-1 "$PASSWORD" --no-cb
    grep -q 'server trusted' "$M/said"
    by SCRAM-SHA-1-PLUS "$PASSWORD"
    grep -q 'server trusted' "$M/said"
    by CRAM-MD5 "$PASSWORD"
    local each
    for each in SCRAM-SHA-1-PLUS CRAM-MD5; do
        ! by "$each" wrong-password
        grep -q '^\. NO \[AUTHENTICATIONFAILED\]' "$M/said"
    done
}
check "gsasl: SCRAM-SHA-1, SCRAM-SHA-1-PLUS and CRAM-MD5 over IMAP, and wrong passwords" proved

# submits PASSWORD
submits() {
    timeout "$PATIENCE" swaks --server localhost --port "$SMTP" --tls --tls-ca-path "$OWN_CERT" --helo client.example.org \
        --auth CRAM-MD5 --auth-user "$ADDRESS" --auth-password "$1" --quit-after AUTH > "$M/said" 2>&1
}
sends() {
    submits "$PASSWORD"
    grep -q '235 2.7.0' "$M/said"
    ! submits wrong-password
    grep -q '535 5.7.8' "$M/said"
}
check "swaks: CRAM-MD5 over SMTP, and a wrong password" sends

python_proves() {
    timeout "$PATIENCE" python3 - "$OWN_CERT" "$IMAPS" "$SMTPS" "$ADDRESS" "$PASSWORD" << 'END'
import imaplib, smtplib, ssl, sys
cert, imaps, smtps, user, password = sys.argv[1:]
context = ssl.create_default_context(cafile=cert)
imap = imaplib.IMAP4_SSL("localhost", int(imaps), ssl_context=context)
assert imap.login_cram_md5(user, password)[0] == "OK"
imap.logout()
smtp = smtplib.SMTP_SSL("localhost", int(smtps), context=context)
smtp.ehlo()
smtp.user, smtp.password = user, password
assert smtp.auth("CRAM-MD5", smtp.auth_cram_md5)[0] == 235
smtp.quit()
END
}
check "Python: CRAM-MD5 over IMAP and SMTP" python_proves

# ---- certificates ---------------------------------------------------------------------------------------------------

# shows CERTIFICATE USER MECHANISM URL [ARGS...]: what curl and the server say.
shows() {
    timeout "$PATIENCE" curl -sv --cacert "$OWN_CERT" --cert "$M/$1.pem" --key "$M/$1.key" -u "$2" --login-options "AUTH=$3" \
        "${@:4}" > "$M/said" 2>&1
}

certified() {
    shows laptop "$ADDRESS:" EXTERNAL "imaps://localhost:$IMAPS/" -X NOOP
    grep -q '^> A002 AUTHENTICATE EXTERNAL' "$M/said"
    shows laptop "$ADDRESS:" EXTERNAL "pop3s://localhost:$POP3S/"
    grep -q '^> AUTH EXTERNAL' "$M/said"
    shows laptop "$ADDRESS:" EXTERNAL "smtps://localhost:$SMTPS/" -X NOOP
    grep -q '^< 235 2.7.0' "$M/said"
}
check "curl: a certificate lets in by IMAP, POP3 and SMTP, without a password" certified

not_for_bob() {
    ! shows laptop bob@people.example: EXTERNAL "imaps://localhost:$IMAPS/" -X NOOP
    grep -q '^< A00[0-9] NO \[AUTHORIZATIONFAILED\]' "$M/said"
    ! shows laptop bob@people.example: EXTERNAL "smtps://localhost:$SMTPS/" -X NOOP
    grep -q '^< 535 5.7.8' "$M/said"
}
check "curl: nobody else is let in by it" not_for_bob

strange() {
    ! shows strange "$ADDRESS:" EXTERNAL "imaps://localhost:$IMAPS/" -X NOOP
    ! grep -q 'AUTH=EXTERNAL' "$M/said"
    shows strange "$ADDRESS:$PASSWORD" PLAIN "imaps://localhost:$IMAPS/" -X NOOP
    grep -q '^< A00[0-9] OK' "$M/said"
}
check "curl: a certificate of a strange authority is none, and a password lets in all the same" strange
