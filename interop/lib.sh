# What the checks share. Sourced by `run` and by every client's file; expects `set -euo pipefail`.

DOMAIN=example.test
PASSWORD=${PASSWORD:-secret-1234}
export DOMAIN PASSWORD

# The longest any one program may take; a program that hangs is a failed check, not a hung run.
PATIENCE=60

have() { command -v "$1" > /dev/null 2>&1; }

have_all() {
    local each
    for each in "$@"; do have "$each" || return 1; done
}

# check NAME COMMAND...: runs the command and prints one line; if it failed, what it said, else only its "note: " lines. The
# command may be a function; it runs in a shell of its own in which every failing step ends it.
check() {
    local name=$1 log="$WORK/check.log" code
    shift
    set +e
    (
        set -euo pipefail
        "$@"
    ) > "$log" 2>&1
    code=$?
    set -e
    if [ "$code" -eq 0 ]; then
        printf 'pass  %s\n' "$name"
        sed -n 's/^note: /      /p' "$log"
    else
        printf 'FAIL  %s (exit code %d)\n' "$name" "$code"
        tail -n 25 "$log" | tr -d '\r' | cut -c 1-200 | sed 's/^/      | /'
    fi
}

# same WHAT EXPECTED ACTUAL: for use inside checks.
same() {
    [ "$2" = "$3" ] && return
    echo "$1: expected \"$2\", got \"$3\""
    return 1
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

# ---- the server under test ------------------------------------------------------------------------------------------

# port PROTOCOL KIND: a port out of the server's JSON line.
port() {
    sed -E "s/.*\"$1\":\{([^}]*)\}.*/\1/; s/.*\"$2\":([0-9]+).*/\1/" "$READY"
}

is_ready() {
    grep -q '^{.*"pid":[0-9]' "$READY" || ! kill -0 "$STARTER" 2> /dev/null
}

# start_server FOLDER ACCOUNTS: starts a demonstration server and sets the variables the clients use.
start_server() {
    local folder=$1 accounts=$2
    READY="$folder.json"
    # The line of an earlier start must not be taken for this one's.
    : > "$READY"
    "$ROOT/mailstead" demo --json --data "$folder" --accounts "$accounts" --password "$PASSWORD" \
        > "$READY" 2>> "$folder.log" &
    STARTER=$!
    if ! wait_for 120 is_ready || ! grep -q '^{' "$READY"; then
        echo "the server did not start; its log:" >&2
        tail -n 30 "$folder.log" >&2
        return 1
    fi
    SERVER_PID=$(sed -E 's/.*"pid":([0-9]+).*/\1/' "$READY")
    SMTP_MX=$(port smtp mx)
    SMTP_STARTTLS=$(port smtp starttls)
    SMTP_TLS=$(port smtp tls)
    IMAP_STARTTLS=$(port imap starttls)
    IMAP_TLS=$(port imap tls)
    POP3_STARTTLS=$(port pop3 starttls)
    POP3_TLS=$(port pop3 tls)
    WEB_TLS=$(port web https)
    WEB_PLAIN=$(port web http)
    CERT="$folder/tls/certificate.pem"
    # The very Java the server runs on, wherever it was found.
    JAVA=$(readlink "/proc/$SERVER_PID/exe" || command -v java)
    export SERVER_PID SMTP_MX SMTP_STARTTLS SMTP_TLS IMAP_STARTTLS IMAP_TLS POP3_STARTTLS POP3_TLS WEB_TLS WEB_PLAIN CERT JAVA
}

is_gone() { ! kill -0 "$1" 2> /dev/null; }

# stop_server: asks it to end (not by INT, which a shell without job control lets its background jobs ignore); if that does
# not help within 20 s, by force, which is an error.
stop_server() {
    local pid=${SERVER_PID:-}
    SERVER_PID=
    [ -n "$pid" ] || return 0
    kill -TERM "$pid" 2> /dev/null || return 0
    wait_for 20 is_gone "$pid" && return 0
    echo "the server did not stop within 20 s of being asked to" >&2
    kill -KILL "$pid"
    return 1
}

# ---- a network of its own --------------------------------------------------------------------------------------------

# own_network DNS ADDRESS...: goes on in a network that has nobody else in it, in which the addresses of documentation are this
# machine's: nobody believes the DNS that a mail server is at 127.0.0.1, and the ports of mail and of the DNS may be taken. Every
# program there asks the DNS server at DNS, whatever the machine's own is.
own_network() {
    if [ -z "${OWN_NETWORK:-}" ]; then
        if ! unshare --net --mount true 2> /dev/null; then
            echo "FAIL  a network of its own (unshare --net --mount), which this machine or its container does not allow"
            exit 1
        fi
        OWN_NETWORK=yes exec unshare --net --mount bash "$0"
    fi
    local dns=$1 address file
    shift
    ip link set lo up
    for address in "$@"; do
        case $address in
            *:*) ip address add "$address/128" dev lo nodad ;;
            *) ip address add "$address/32" dev lo ;;
        esac
    done
    # Programs that run as other users read these.
    chmod 711 "$WORK"
    echo "nameserver $dns" > "$WORK/resolv.conf"
    echo "hosts: files dns" > "$WORK/nsswitch.conf"
    for file in resolv.conf nsswitch.conf; do
        [ ! -e "/etc/$file" ] || mount --bind "$WORK/$file" "/etc/$file"
    done
}

# start_dns FOLDER ADDRESS ZONE FILE [SETTING...]: unbound, which knows that zone only. Sets DNS_PID.
start_dns() {
    local folder=$1 address=$2 zone=$3 file=$4
    mkdir -p "$folder"
    {
        cat << END
server:
  interface: $address
  username: ""
  chroot: ""
  directory: "$folder"
  pidfile: "$folder/unbound.pid"
  logfile: "$folder/unbound.log"
  use-syslog: no
  do-daemonize: no
  num-threads: 1
  access-control: 0.0.0.0/0 allow
END
        [ $# -le 4 ] || printf '  %s\n' "${@:5}"
        cat << END
remote-control:
  control-enable: no
auth-zone:
  name: "$zone"
  zonefile: "$file"
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no
END
    } > "$folder/unbound.conf"
    unbound -d -c "$folder/unbound.conf" > "$folder/unbound.start" 2>&1 &
    DNS_PID=$!
}

# dns_answers ADDRESS: whether the DNS server that was started last is there.
dns_answers() { listening "$1" 53 && ! is_gone "$DNS_PID"; }

# ---- looking into mailboxes -----------------------------------------------------------------------------------------

# imap USER COMMAND [MAILBOX]: one IMAP command over TLS, by curl; the mailbox is selected first if one is named.
imap() {
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$1@$DOMAIN:$PASSWORD" \
        "imaps://localhost:$IMAP_TLS/${3:-}" -X "$2" | tr -d '\r'
}

# count USER MAILBOX: messages in it.
count() {
    imap "$1" "STATUS $2 (MESSAGES)" | sed -nE 's/.*MESSAGES ([0-9]+).*/\1/p'
}

# message FILE SUBJECT [LINES]: writes a message with CRLF.
message() {
    {
        printf 'From: Tester <tester@example.org>\r\nTo: somebody@%s\r\nSubject: %s\r\n' "$DOMAIN" "$2"
        printf 'Date: Thu, 01 Jan 2026 10:00:00 +0000\r\nMessage-ID: <%s.%s@interop.example.org>\r\n\r\n' "${2// /-}" "$$"
        local i
        for ((i = 1; i <= ${3:-3}; i++)); do printf 'Line %d of the text.\r\n' "$i"; done
    } > "$1"
}

# fill USER COUNT: puts messages with the subjects "filled 1" and so on into somebody's inbox by SMTP.
fill() {
    timeout 300 "$JAVA" "$HERE/SendMany.java" fill "$SMTP_MX" "$1@$DOMAIN" "$2"
}

# ---- other mail servers ---------------------------------------------------------------------------------------------

# free_port: a port of this machine that nobody has.
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# listening ADDRESS PORT: whether somebody takes connections there.
listening() { (exec 3<> "/dev/tcp/$1/$2") 2> /dev/null; }

# forward FROM TO: takes connections to one port of this machine to another, until it is killed.
forward() {
    exec /usr/bin/python3 - "$1" "$2" << 'END'
import asyncio, sys

async def copy(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()

async def taken(reader, writer):
    there = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
    await asyncio.gather(copy(reader, there[1]), copy(there[0], writer), return_exceptions=True)

async def main():
    async with await asyncio.start_server(taken, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()

asyncio.run(main())
END
}

# self_signed FOLDER NAME: a certificate for the name, in FOLDER/cert.pem and FOLDER/key.pem.
self_signed() {
    mkdir -p "$1"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj "/CN=$2" \
        -addext "subjectAltName=DNS:$2" -keyout "$1/key.pem" -out "$1/cert.pem" 2> /dev/null
}

# make_authority FOLDER: somebody who issues certificates; who trusts them needs FOLDER/ca.pem.
make_authority() {
    mkdir -p "$1"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj "/CN=Authority of the checks" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$1/ca.key" -out "$1/ca.pem" 2> /dev/null
}

# issue AUTHORITY FOLDER NAME...: a certificate of that authority for the names, in FOLDER/cert.pem and FOLDER/key.pem.
issue() {
    local authority=$1 folder=$2 names
    shift 2
    names=$(printf ',DNS:%s' "$@")
    mkdir -p "$folder"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$folder/key.pem" \
        -out "$folder/request" 2> /dev/null
    echo "subjectAltName=${names#,}" > "$folder/names"
    openssl x509 -req -in "$folder/request" -CA "$authority/ca.pem" -CAkey "$authority/ca.key" -CAcreateserial -days 3 \
        -extfile "$folder/names" -out "$folder/cert.pem" 2> /dev/null
}

# make_postfix FOLDER ADDRESS PORT NAME: the configuration of a Postfix that has nothing to do with the system's own: its own queue,
# log and port. Whoever calls adds to FOLDER/main.cf what it shall do.
make_postfix() {
    local folder=$1 address=$2 port=$3 name=$4
    mkdir -p "$folder/queue" "$folder/data" "$folder/mail"
    # Its processes run as people who must reach these folders.
    chmod 711 "$WORK"
    chmod 755 "$folder" "$folder/mail"
    chown postfix: "$folder/data"
    chown nobody "$folder/mail"
    self_signed "$folder/tls" "$name"
    cat > "$folder/main.cf" << END
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
meta_directory = $folder
maillog_file = $folder/log
maillog_file_prefixes = $folder
inet_interfaces = $address
inet_protocols = ipv4
myhostname = $name
mynetworks = 127.0.0.0/8
mydestination =
local_recipient_maps =
alias_maps =
local_transport = error:nobody lives here
default_transport = error:nothing leaves this machine
virtual_mailbox_base = $folder/mail
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
virtual_minimum_uid = 1
smtpd_tls_cert_file = $folder/tls/cert.pem
smtpd_tls_key_file = $folder/tls/key.pem
smtpd_tls_security_level = may
smtpd_tls_received_header = yes
smtp_host_lookup = native
smtp_tls_loglevel = 1
END
    cat > "$folder/master.cf" << END
$address:$port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
END
    cp /etc/postfix/postfix-files "$folder/" 2> /dev/null || true
}

# once FILE: of each setting of a main.cf only the last line. About any other each process writes a warning as it begins, and postlogd waits
# for itself, and all of them for it, once these have filled its socket.
once() {
    awk '
        /^[^ \t#]/ { name = $0; sub(/[ \t]*=.*/, "", name) }
        NR == FNR { if (/^[^ \t#]/) last[name] = FNR; next }
        /^[^ \t#]/ { keep = last[name] == FNR }
        keep' "$1" "$1" > "$1.once"
    mv "$1.once" "$1"
}

# start_postfix FOLDER ADDRESS PORT
start_postfix() {
    once "$1/main.cf"
    postfix -c "$1" start > "$1/start.log" 2>&1 || true
    wait_for 30 listening "$2" "$3" && return
    tail -n 20 "$1/start.log" "$1/log" >&2
    return 1
}

stop_postfix() { postfix -c "$1" stop > /dev/null 2>&1 || true; }

quiet_swaks() { timeout "$PATIENCE" swaks "$@" > "$WORK/swaks.log" 2>&1 || { cat "$WORK/swaks.log" && return 1; }; }

# searched USER WORDS: the number of the first message in the inbox in which the words stand, if there is one.
searched() { imap "$1" "SEARCH TEXT \"$2\"" INBOX | sed -nE 's/^\* SEARCH ([0-9]+).*/\1/p' | grep .; }

# text USER NUMBER: a message of the inbox.
text() {
    timeout "$PATIENCE" curl -sS --cacert "$CERT" -u "$1@$DOMAIN:$PASSWORD" \
        "imaps://localhost:$IMAP_TLS/INBOX;MAILINDEX=$2" | tr -d '\r'
}

# submit USER TO SUBJECT [SWAKS ARGS...]: sends as one of our people. What swaks says goes to $WORK/swaks.log, and is shown if it fails.
submit() {
    quiet_swaks --server localhost --helo client.example.org --port "$SMTP_STARTTLS" --tls --tls-ca-path "$CERT" \
        --auth PLAIN --auth-user "$1@$DOMAIN" --auth-password "$PASSWORD" --from "$1@$DOMAIN" --to "$2" \
        --h-From "Somebody <$1@$DOMAIN>" --h-Subject "$3" --body "Text about $3." "${@:4}"
}

# ---- Thunderbird ----------------------------------------------------------------------------------------------------

# make_profile FOLDER: settings of a Thunderbird of which nothing leaves the machine, and which shows no page of welcome; the port
# of the remote control is any that is free. Sets PROFILE.
make_profile() {
    PROFILE=$1
    mkdir -p "$PROFILE"
    cat > "$PROFILE/user.js" << 'END'
user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mailnews.confirm.moveFoldersToTrash", false);
user_pref("mail.winsearch.firstRunDone", true);
user_pref("mail.shell.checkDefaultClient", false);
user_pref("mailnews.start_page.enabled", false);
user_pref("mailnews.start_page_override.mstone", "ignore");
user_pref("mailnews.database.global.indexer.enabled", false);
END
}

# start_thunderbird [ARGUMENT...]: without a window, unless arguments are given.
start_thunderbird() {
    rm -f "$PROFILE/MarionetteActivePort"
    thunderbird "${@:---headless}" --marionette --remote-allow-system-access --no-remote --profile "$PROFILE" \
        >> "$WORK/thunderbird.log" 2>&1 &
    THUNDERBIRD=$!
}

stop_thunderbird() {
    kill -TERM "$THUNDERBIRD" 2> /dev/null || return 0
    wait_for 10 is_gone "$THUNDERBIRD" || kill -KILL "$THUNDERBIRD"
}

# thunderbird_does STEP [ARGUMENT...]: has Thunderbird do a step of thunderbird.js; prints what that returned.
thunderbird_does() {
    if is_gone "$THUNDERBIRD"; then
        echo "Thunderbird is not running; the last it said:"
        tail -n 5 "$WORK/thunderbird.log"
        return 1
    fi
    timeout 150 python3 "$HERE/thunderbird.py" "$PROFILE" "$@"
}

# ---- a server with settings of its own ------------------------------------------------------------------------------

# own_server FOLDER DOMAIN HOSTNAME: makes its data and the first account, ann. Whoever calls writes FOLDER/mailstead.toml anew.
own_server() {
    mkdir -p "$1"
    "$ROOT/mailstead" init "$2" --config "$1/mailstead.toml" --data "$1/data" --hostname "$3" > "$1/init.log"
    echo "$PASSWORD" | "$ROOT/mailstead" account add "ann@$2" --password-stdin --config "$1/mailstead.toml" > /dev/null
}

# own_settings FOLDER HOSTNAME ADDRESS: how its settings begin, for checks of mail between servers; no program of a person is served.
own_settings() {
    cat << END
data = "$1/data"
hostname = "$2"
[listen]
addresses = ["$3"]
imap = "off"
pop3 = "off"
pop3s = "off"
submissions = "off"
submission-alternative = "off"
END
}

# serve FOLDER ADDRESS PORT: starts it and waits for that port. Sets OWN_PID; its log is FOLDER/log.
serve() {
    "$ROOT/mailstead" serve --config "$1/mailstead.toml" >> "$1/log" 2>&1 &
    OWN_PID=$!
    served() { listening "$1" "$2" || is_gone "$OWN_PID"; }
    wait_for 60 served "$2" "$3" && ! is_gone "$OWN_PID" && return
    tail -n 20 "$1/log" >&2
    return 1
}

# at_our_provider ADDRESS SAID ERRORS COMMAND...: the command takes that mailbox of our server, as of a provider, with a code that somebody
# types on the server's page. What it says is in the files SAID and ERRORS.
at_our_provider() {
    local address=$1 said=$2 errors=$3
    "${@:4}" --code --client-id open --server "imap=localhost:$IMAP_TLS:tls" --server "pop3=localhost:$POP3_TLS:tls" \
        --server "smtp=localhost:$SMTP_STARTTLS:starttls" \
        --oauth "authorize=https://localhost:$WEB_TLS/oauth/authorize" --oauth "token=https://localhost:$WEB_TLS/oauth/token" \
        --oauth "device=https://localhost:$WEB_TLS/oauth/device" --oauth scope=mail > "$said" 2> "$errors" &
    local taking=$!
    wait_for "$PATIENCE" grep -q 'type the code' "$errors"
    python3 "$HERE/gateway_person.py" "$(sed -nE 's/.*type the code ([A-Z0-9-]+).*/\1/p' "$errors")" "$address"
    wait "$taking"
}

# gateway_add FOLDER ADDRESS: takes an account of our server into a gateway. What it says, with the password for a program, is in $WORK/added.
gateway_add() {
    at_our_provider "$2" "$WORK/added" "$WORK/adding" \
        "$ROOT/mailstead" gateway add "$2" --folder "$1" --program swaks --trust "$CERT" --json
    grep -q '"password"' "$WORK/added"
}

# gateway_password: the one of $WORK/added.
gateway_password() { sed -nE 's/.*"password":"([^"]*)".*/\1/p' "$WORK/added"; }
