# What the checks share. Sourced by `run` and by every client's file; expects `set -euo pipefail`.

DOMAIN=example.test
PASSWORD=${PASSWORD:-secret-1234}
export DOMAIN PASSWORD

# The longest any one program may take; a program that hangs is a failed check, not a hung run.
PATIENCE=60

have() { command -v "$1" > /dev/null 2>&1; }

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
    CERT="$folder/tls/certificate.pem"
    # The very Java the server runs on, wherever it was found.
    JAVA=$(readlink "/proc/$SERVER_PID/exe" || command -v java)
    export SERVER_PID SMTP_MX SMTP_STARTTLS SMTP_TLS IMAP_STARTTLS IMAP_TLS POP3_STARTTLS POP3_TLS CERT JAVA
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
