#!/usr/bin/env bash
# Signing in by a proof (SCRAM), by the library of GNU: its own client over IMAP, msmtp over SMTP, mpop over POP3.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0013
ADDRESS="$USER@$DOMAIN"

# by MECHANISM PASSWORD: signs in over IMAP and STARTTLS.
by() {
    timeout "$PATIENCE" gsasl --imap --starttls --x509-ca-file="$CERT" -m "$1" -a "$ADDRESS" -z "$ADDRESS" -p "$2" "${@:3}" \
        localhost "$IMAP_STARTTLS" < /dev/null > "$WORK/gsasl.out" 2>&1
}

proved() {
    by SCRAM-SHA-256 "$PASSWORD" --no-cb
    grep -q 'server trusted' "$WORK/gsasl.out"
}
check "gsasl: SCRAM-SHA-256 over IMAP; each side proves itself" proved

bound() {
    by SCRAM-SHA-256-PLUS "$PASSWORD"
    grep -q 'server trusted' "$WORK/gsasl.out"
}
check "gsasl: SCRAM-SHA-256-PLUS, the proof holds for this connection only (tls-exporter)" bound

wrong() {
    local each
    for each in SCRAM-SHA-256-PLUS PLAIN; do
        ! by "$each" wrong-password
        grep -q '^\. NO \[AUTHENTICATIONFAILED\]' "$WORK/gsasl.out"
    done
}
check "gsasl: a wrong password is refused, proved or shown" wrong

sends() {
    local before port tls
    before=$(count "$USER" INBOX)
    for port in "$SMTP_STARTTLS" "$SMTP_TLS"; do
        tls=on
        [ "$port" = "$SMTP_STARTTLS" ] || tls=off
        printf 'Subject: by msmtp\n\ntext\n' | timeout "$PATIENCE" msmtp --host=localhost --port="$port" --tls=on --tls-starttls="$tls" \
            --tls-trust-file="$CERT" --auth=scram-sha-256 --user="$ADDRESS" --passwordeval="echo $PASSWORD" --from="$ADDRESS" "$ADDRESS"
    done
    same "messages in the inbox" "$((before + 2))" "$(count "$USER" INBOX)"
}
check "msmtp: sends, signed in by SCRAM-SHA-256" sends

fetches() {
    local there
    there=$(count "$USER" INBOX)
    timeout "$PATIENCE" mpop --host=localhost --port="$POP3_TLS" --tls=on --tls-starttls=off --tls-trust-file="$CERT" \
        --auth=scram-sha-256 --user="$ADDRESS" --passwordeval="echo $PASSWORD" --keep=on --uidls-file="$WORK/mpop.uidls" \
        --delivery=mbox,"$WORK/mpop.mbox" --quiet
    same "messages fetched" "$there" "$(grep -c '^From ' "$WORK/mpop.mbox")"
}
check "mpop: fetches by POP3, signed in by SCRAM-SHA-256" fetches
