#!/usr/bin/env bash
# 64 clients send while the server is killed with no warning. After a restart every message that was answered 250 must be
# there exactly once, every other one at most once.
set -euo pipefail
. "$HERE/lib.sh"

ACCOUNTS=8

# round NUMBER: the same folder each time, so that later rounds begin with what earlier ones left.
round() {
    local sender enough=$((400 * $1))
    # A check runs in a shell of its own, so what it started has to be ended there, also when a step fails.
    SERVER_PID=
    trap '[ -z "$SERVER_PID" ] || kill -KILL "$SERVER_PID" 2> /dev/null || true' EXIT
    start_server "$WORK/killed" "$ACCOUNTS"
    "$JAVA" "$HERE/SendMany.java" send "$SMTP_MX" "$ACCOUNTS" "$WORK/sent.$1" > "$WORK/sender.log" 2>&1 &
    sender=$!
    wait_for 60 has_answers "$WORK/sent.$1" "$enough"
    kill -KILL "$SERVER_PID"
    wait_for 10 is_gone "$SERVER_PID"
    wait "$sender"
    cat "$WORK/sender.log"
    start_server "$WORK/killed" "$ACCOUNTS"
    cat "$WORK"/sent.* > "$WORK/sent"
    timeout 120 "$JAVA" "$HERE/SendMany.java" check "$IMAP_STARTTLS" "$ACCOUNTS" "$PASSWORD" "$WORK/sent"
    stop_server
}

has_answers() { [ -e "$1" ] && [ "$(grep -c '^answered ' "$1")" -ge "$2" ]; }

for number in 1 2 3; do
    check "64 clients, kill -9, restart: nothing lost, nothing doubled (round $number)" round "$number"
done
