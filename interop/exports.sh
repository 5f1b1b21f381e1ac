#!/usr/bin/env bash
# exports: what `account export` makes for each program is given to the program as it is, which then reads and sends by it. One account is
# usual, another has all that means something in a configuration in its user name.
set -euo pipefail
. "$HERE/lib.sh"

# The files name the authorities of the system, so that the server's certificate has to be among them: here only, for who is started here.
AUTHORITIES=/etc/ssl/certs/ca-certificates.crt
if [ -z "${OWN_MOUNTS:-}" ]; then
    if ! unshare --mount true 2> /dev/null; then
        echo "FAIL  a file system of its own (unshare --mount), which this machine or its container does not allow"
        exit 1
    fi
    OWN_MOUNTS=yes exec unshare --mount bash "$0"
fi
cat "$AUTHORITIES" "$CERT" > "$WORK/authorities.pem"
mount --bind "$WORK/authorities.pem" "$AUTHORITIES"
# Where OpenSSL and Go look first.
export SSL_CERT_FILE="$AUTHORITIES"

USER=user0010
ADDRESS="$USER@$DOMAIN"
ODD="o'br%u\$x\`id\`&={|}#!*?^~/-_@$DOMAIN"
OUT="$WORK/exports"
mailstead() { "$ROOT/mailstead" "$@" --data "$WORK/server"; }

echo "$PASSWORD" | mailstead account add "$ODD" --password-stdin > "$WORK/odd.log"

# exported ADDRESS PROGRAM [ARGS...]: makes its files in a folder of its own, whose name is printed. The password comes from a file,
# which is made by the very command that the export says.
exported() {
    local folder="$OUT/$2-${#1}"
    mailstead account export "$1" "$2" --to "$folder" --password-from file "${@:3}" > "$folder.txt"
    # Nothing is refused, and nothing has the password in it.
    ! grep -rF "$PASSWORD" "$folder" "$folder.txt"
    local keeping
    keeping=$(sed -nE 's/^[0-9]+\. Put away .* finds it: (.*)$/\1/p' "$folder.txt")
    [ -z "$keeping" ] || echo "$PASSWORD" | sh -c "$keeping"
    echo "$folder"
}

# only FOLDER PATTERN: the one file in it of that kind.
only() { find "$1" -type f -name "$2" | grep .; }

# arrived SUBJECT: into the usual account, within 20 s.
arrived() { wait_for 20 searched "$USER" "$1"; }

mkdir -p "$OUT"

listed() {
    mailstead account export "$ADDRESS" > "$OUT/list"
    echo "note: $(wc -l < "$OUT/list") programs"
    mailstead account export "$ADDRESS" printer > "$OUT/printer"
    grep -E "^SMTP: localhost, port $SMTP_TLS, SSL/TLS" "$OUT/printer"
    mailstead account export "$ADDRESS" samsung --language de > "$OUT/samsung"
    grep -E "^IMAP: localhost, Port $IMAP_TLS, SSL/TLS" "$OUT/samsung"
}
check "programs are listed, and shown what to enter" listed

# ---- neomutt ---------------------------------------------------------------------------------------------------------

# reads_mutt ADDRESS: a terminal of its own, opens the inbox and quits.
reads_mutt() {
    local folder rc
    folder=$(exported "$1" neomutt)
    rc=$(only "$folder" '*.muttrc')
    same "user name" "set imap_user = \"$1\"" "$(neomutt -F "$rc" -D | grep '^set imap_user' | sed 's/\\\([$`"\\]\)/\1/g')"
    printf 'source "%s"\nset index_format="[%%s]"\npush "<refresh><quit>"\nset quit=yes move=no wait_key=no\n' "$rc" > "$folder/own"
    TERM=xterm timeout "$PATIENCE" script -qec "stty cols 100 rows 40; neomutt -F '$folder/own'" "$folder/screen" < /dev/null > /dev/null
    grep -aF "[for neomutt]" "$folder/screen"
}
sends_mutt() {
    local rc
    rc=$(only "$(exported "$1" neomutt)" '*.muttrc')
    echo "Text." | timeout "$PATIENCE" neomutt -F "$rc" -e 'set smtp_authenticators="plain"' -s "by neomutt ${#1}" -- "$ADDRESS"
    arrived "by neomutt ${#1}"
}
neomutt_usual() {
    submit "$USER" "$ADDRESS" "for neomutt"
    arrived "for neomutt"
    reads_mutt "$ADDRESS"
}
neomutt_odd() {
    submit "$USER" "$ODD" "for neomutt"
    reads_mutt "$ODD"
}
check "neomutt reads" neomutt_usual
check "neomutt sends" sends_mutt "$ADDRESS"
check "neomutt reads, with an odd user name" neomutt_odd
check "neomutt sends, with an odd user name" sends_mutt "$ODD"

# ---- msmtp -----------------------------------------------------------------------------------------------------------

with_msmtp() {
    local rc
    rc=$(only "$(exported "$1" msmtp)" '*.msmtprc')
    chmod 600 "$rc"
    same "user name" "user = $1" "$(msmtp -C "$rc" -P -- "$ADDRESS" | grep '^user = ')"
    timeout "$PATIENCE" msmtp -C "$rc" --serverinfo | grep -i "^Capabilities"
    printf 'From: <%s>\nTo: <%s>\nSubject: by msmtp %s\n\nText.\n' "$1" "$ADDRESS" "${#1}" |
        timeout "$PATIENCE" msmtp -C "$rc" --read-envelope-from -- "$ADDRESS"
    arrived "by msmtp ${#1}"
}
check "msmtp sends" with_msmtp "$ADDRESS"
check "msmtp sends, with an odd user name" with_msmtp "$ODD"

by_pass() {
    local rc="$OUT/pass/$ADDRESS.msmtprc"
    gpg --batch --quiet --passphrase '' --quick-generate-key interop default default never
    pass init interop
    mailstead account export "$ADDRESS" msmtp --to "$OUT/pass" > "$OUT/pass.txt"
    chmod 600 "$rc"
    local keeping
    keeping=$(sed -nE 's/^1\. Put away .* finds it: (.*)$/\1/p' "$OUT/pass.txt")
    printf '%s\n%s\n' "$PASSWORD" "$PASSWORD" | sh -c "$keeping"
    printf 'To: <%s>\nSubject: by pass\n\nText.\n' "$ADDRESS" | timeout "$PATIENCE" msmtp -C "$rc" -- "$ADDRESS"
    arrived "by pass"
    gpgconf --kill all
}
check "msmtp sends, the password comes from pass" by_pass

# ---- mbsync, offlineimap, getmail --------------------------------------------------------------------------------------

with_mbsync() {
    local rc slug
    rc=$(only "$(exported "$1" mbsync)" '*.mbsyncrc')
    slug=$(basename "$rc" .mbsyncrc)
    mkdir -p "$HOME/Mail/$slug"
    timeout "$PATIENCE" mbsync -c "$rc" --list "$slug" | grep -x INBOX
    timeout "$PATIENCE" mbsync -c "$rc" "$slug"
    grep -r "^Subject: for neomutt" "$HOME/Mail/$slug/INBOX"
    rm -r "$HOME/Mail/$slug"
}
check "mbsync lists and fetches" with_mbsync "$ADDRESS"
check "mbsync lists and fetches, with an odd user name" with_mbsync "$ODD"

with_offlineimap() {
    local rc slug
    rc=$(only "$(exported "$1" offlineimap)" '*.offlineimaprc')
    slug=$(basename "$rc" .offlineimaprc)
    mkdir -p "$HOME/Mail"
    timeout "$PATIENCE" offlineimap -c "$rc" --info 2>&1 | grep "INBOX"
    timeout "$PATIENCE" offlineimap -c "$rc" -o -u basic
    grep -r "^Subject: for neomutt" "$HOME/Mail/$slug/INBOX"
    rm -r "$HOME/Mail/$slug"
}
check "offlineimap signs in and fetches" with_offlineimap "$ADDRESS"
check "offlineimap signs in and fetches, with an odd user name" with_offlineimap "$ODD"

NOBODY="$WORK/nobody"
chmod 711 "$WORK"
mkdir "$NOBODY"

# with_getmail ADDRESS PROTOCOL
with_getmail() {
    local rc slug
    rc=$(only "$(exported "$1" getmail --protocol "$2")" '*.getmailrc')
    slug=$(basename "$rc" .getmailrc)
    # It delivers nothing as root.
    cp -r "$HOME/.mail-secrets" "$NOBODY/"
    cp "$rc" "$NOBODY/"
    mkdir -p "$NOBODY/Mail/$slug"/{cur,new,tmp}
    chown -R nobody "$NOBODY"
    # It waits for the end of a process of its own in a way that misses it now and then, and hangs.
    local try
    for try in 1 2 3 4 5; do
        HOME=$NOBODY timeout 10 setpriv --reuid nobody --regid nogroup --clear-groups \
            getmail --getmaildir "$NOBODY" --rcfile "$(basename "$rc")" && break
        echo "try $try"
    done
    grep -r "^Subject: for neomutt" "$NOBODY/Mail/$slug/new"
}
check "getmail fetches by IMAP" with_getmail "$ADDRESS" imap
check "getmail fetches by POP3, with an odd user name" with_getmail "$ODD" pop3

# ---- aerc ------------------------------------------------------------------------------------------------------------

SOCKET="$WORK/exports.tmux"
screen() { tmux -S "$SOCKET" capture-pane -p -t aerc > "$WORK/screen" 2> /dev/null; }
on_screen() { screen && grep -qF "$1" "$WORK/screen"; }
with_aerc() {
    local folder
    folder=$(exported "$ADDRESS" aerc --name 'Ünal "U" #1; x')
    export XDG_CONFIG_HOME="$folder/config" XDG_CACHE_HOME="$folder/cache" XDG_DATA_HOME="$folder/data"
    mkdir -p "$XDG_CONFIG_HOME/aerc"
    mv "$folder/$ADDRESS.accounts.conf" "$XDG_CONFIG_HOME/aerc/accounts.conf"
    chmod 600 "$XDG_CONFIG_HOME/aerc/accounts.conf"
    tmux -S "$SOCKET" -f /dev/null new-session -d -s aerc -x 110 -y 40 aerc
    wait_for "$PATIENCE" on_screen "for neomutt" || { cat "$WORK/screen" && return 1; }
    tmux -S "$SOCKET" kill-server
}
check "aerc shows the inbox" with_aerc

# ---- git, curl -------------------------------------------------------------------------------------------------------

with_git() {
    local rc repository="$OUT/repository-${#1}"
    rc=$(only "$(exported "$1" git --name 'Ann "A" \ B')" '*.gitconfig')
    git config --global --unset-all include.path || true
    git config --global include.path "$rc"
    git config --global user.name Ann
    git config --global user.email "$ADDRESS"
    same "user name" "$1" "$(git config sendemail.smtpUser)"
    same "from" "\"Ann \\\"A\\\" \\\\ B\" <$1>" "$(git config sendemail.from)"
    git init -q "$repository"
    cd "$repository"
    git commit -q --allow-empty -m "Nothing"
    echo text > file
    git add file
    git commit -q -m "by git ${#1}"
    timeout "$PATIENCE" git send-email --dry-run --confirm=never --to="$ADDRESS" -1
    timeout "$PATIENCE" git send-email --confirm=never --to="$ADDRESS" -1
    arrived "by git ${#1}"
}
check "git send-email sends" with_git "$ADDRESS"

with_curl() {
    local folder line
    folder=$(exported "$1" curl)
    # The step for scripts, as it is.
    line=$(sed -nE 's/^.*In scripts, a command gives it: (.*)$/\1/p' "$folder.txt")
    cd "$folder"
    timeout "$PATIENCE" sh -c "$line --request 'STATUS INBOX (MESSAGES)'" | grep 'STATUS INBOX (MESSAGES [1-9]'
    printf 'From: <%s>\r\nTo: <%s>\r\nSubject: by curl %s\r\n\r\nText.\r\n' "$1" "$ADDRESS" "${#1}" > message
    timeout "$PATIENCE" sh -c "${line/read.curl/send.curl} --mail-rcpt '$ADDRESS' --upload-file message"
    arrived "by curl ${#1}"
}
check "curl reads and sends" with_curl "$ADDRESS"
check "curl reads and sends, with an odd user name" with_curl "$ODD"

# ---- Postfix ---------------------------------------------------------------------------------------------------------

PF="$WORK/exports-postfix"
relay() {
    local folder port
    port=$(free_port)
    folder=$(exported "$1" postfix)
    rm -rf "$PF"
    make_postfix "$PF" 127.0.0.1 "$port" relay.example.net
    sed "s|/etc/postfix/|$PF/|" "$(only "$folder" '*.main.cf')" >> "$PF/main.cf"
    printf '%s\n' "default_transport = smtp" "smtpd_relay_restrictions = permit_mynetworks, reject" >> "$PF/main.cf"
    sed "s/PUT-THE-PASSWORD-HERE/$PASSWORD/" "$folder/sasl_passwd" > "$PF/sasl_passwd"
    same "relayhost" "[localhost]:$SMTP_TLS" "$(postconf -c "$PF" -h relayhost)"
    same "secret" "$1:$PASSWORD" "$(postmap -c "$PF" -q "[localhost]:$SMTP_TLS" "texthash:$PF/sasl_passwd")"
    start_postfix "$PF" 127.0.0.1 "$port"
    quiet_swaks --server "127.0.0.1:$port" --from "$1" --to "$ADDRESS" --h-From "<$1>" --h-Subject "by postfix ${#1}" --body Text.
    arrived "by postfix ${#1}" || { cat "$PF/log" && return 1; }
    stop_postfix "$PF"
}
trap 'stop_postfix "$PF"; tmux -S "$SOCKET" kill-server 2> /dev/null || true' EXIT
check "a Postfix sends through the account" relay "$ADDRESS"
check "a Postfix sends through the account, with an odd user name" relay "$ODD"

# ---- files for programs that are not here --------------------------------------------------------------------------------

documents() {
    local phone outlook thunderbird code
    phone=$(exported "$ODD" apple-phone)
    outlook=$(exported "$ODD" outlook-classic)
    thunderbird=$(exported "$ADDRESS" thunderbird)
    code=$(exported "$ODD" thunderbird-android)
    python3 - "$ODD" "$ADDRESS" "$(only "$phone" '*.mobileconfig')" "$(only "$outlook" '*.xml')" "$(only "$outlook" '*.reg')" \
        "$(only "$thunderbird" '*.xml')" << 'END'
import configparser, plistlib, sys, xml.etree.ElementTree as e
odd, address, phone, outlook, registry, thunderbird = sys.argv[1:]
with open(phone, "rb") as file: mail = plistlib.load(file)["PayloadContent"][0]
assert mail["IncomingMailServerUsername"] == mail["OutgoingMailServerUsername"] == odd, mail
logins = {l.text for l in e.parse(outlook).iter() if l.tag.endswith("}LoginName")}
assert logins == {odd}, logins
keys = configparser.RawConfigParser(delimiters="=")
keys.optionxform = str
keys.read_string(open(registry, newline="\r\n").read().split("\r\n", 2)[2])
values = dict(keys[r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\AutoDiscover"])
assert values['"example.test"'] == r'"C:\\Users\\Public\\autodiscover-example.test.xml"', values
names = {u.text for u in e.parse(thunderbird).iter("username")}
assert names == {"%EMAILADDRESS%"}, names
END
    zbarimg -q --raw "$(only "$code" '*.png')" > "$OUT/code"
    python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); assert d[2][5] == sys.argv[2], d' "$OUT/code" "$ODD"
}
check "profile, Autodiscover, registry, autoconfig and QR code are read by others' parsers" documents
