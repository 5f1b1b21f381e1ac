#!/usr/bin/env bash
# mbsync: a full two-way sync of 1,000 messages, twice; then changes on both sides.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0003
LOCAL="$WORK/maildir"
mkdir -p "$LOCAL/INBOX"/{cur,new,tmp}

cat > "$WORK/mbsyncrc" << END
IMAPAccount server
Host localhost
Port $IMAP_TLS
User $USER@$DOMAIN
Pass $PASSWORD
SSLType IMAPS
CertificateFile $CERT

IMAPStore far
Account server

MaildirStore near
Path $LOCAL/
Inbox $LOCAL/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Remove None
Expunge Both
SyncState *
END

# Settles what mbsync did: "F: +a/b *c/d #e/f N: …": added, changed flags, deleted, on the far and the near side.
sync() {
    timeout 300 mbsync -c "$WORK/mbsyncrc" -V -a > "$WORK/mbsync.out" 2>&1 || {
        cat "$WORK/mbsync.out"
        return 1
    }
    tail -n 40 "$WORK/mbsync.out"
}

near() { find "$LOCAL/$1/cur" "$LOCAL/$1/new" -type f | wc -l; }

both_have() {
    same "messages here" "$1" "$(near INBOX)"
    same "messages on the server" "$1" "$(count "$USER" INBOX)"
}

prepare() {
    fill "$USER" 500
    local i
    for ((i = 1; i <= 500; i++)); do
        printf 'From: tester@example.org\nTo: %s@%s\nSubject: local %d\nMessage-ID: <local-%d@example.org>\n\nText %d.\n' \
            "$USER" "$DOMAIN" "$i" "$i" "$i" > "$LOCAL/INBOX/cur/$((1700000000 + i)).M${i}P1.here:2,"
    done
}
check "500 messages on each side" prepare

first() {
    sync
    both_have 1000
    local mailbox
    for mailbox in Drafts Sent Archive Junk Trash; do test -d "$LOCAL/$mailbox/cur"; done
}
check "first sync: 1,000 messages on both sides, all mailboxes here" first

# The content of every file before and after must be the same, and nothing may be sent either way.
fingerprint() { find "$LOCAL" -type f -path '*/cur/*' -print0 | sort -z | xargs -0 cat | sha256sum; }

idle() {
    local before
    before=$(find "$LOCAL" -path '*/cur/*' | sort | sha256sum)$(fingerprint)
    sync
    ! grep -E '(Pushing|Pulling|Propagat|Trashing|Expung).*message' "$WORK/mbsync.out"
    same "files and names" "$before" "$(find "$LOCAL" -path '*/cur/*' | sort | sha256sum)$(fingerprint)"
    both_have 1000
}
check "second sync: nothing to do" idle

change() {
    # Here: 10 messages deleted, 10 flagged, 5 new. On the server: 20 deleted, 20 answered, 5 new, a new mailbox.
    local file i n=0
    for file in $(find "$LOCAL/INBOX/cur" -name '*M[1-9]P1.here*' | sort | head -9) \
        $(find "$LOCAL/INBOX/cur" -name '*M10P1.here*'); do
        mv "$file" "${file%:2,*}:2,T"
        n=$((n + 1))
    done
    same "messages to delete here" 10 "$n"
    for file in $(find "$LOCAL/INBOX/cur" -name '*M2[0-9]P1.here*' | sort); do mv "$file" "${file%:2,*}:2,FS"; done
    for i in 1 2 3 4 5; do
        printf 'From: tester@example.org\nSubject: later %d\n\nText.\n' "$i" > "$LOCAL/INBOX/new/1800000000.M${i}P2.here"
    done
    imap "$USER" 'STORE 1:20 +FLAGS.SILENT (\Deleted)' INBOX
    imap "$USER" 'EXPUNGE' INBOX > /dev/null
    imap "$USER" 'STORE 1:20 +FLAGS.SILENT (\Answered)' INBOX
    fill "$USER" 5
    imap "$USER" 'CREATE "Work/2026 \"quoted\""'
}
check "changes on both sides" change

changed() {
    sync
    sync
    both_have 980
    same "flagged on the server" 10 "$(imap "$USER" 'SEARCH FLAGGED SEEN' INBOX | wc -w | awk '{print $1 - 2}')"
    same "answered on the server" 20 "$(imap "$USER" 'SEARCH ANSWERED' INBOX | wc -w | awk '{print $1 - 2}')"
    same "answered here" 20 "$(find "$LOCAL/INBOX" -name '*:2,*R*' | wc -l)"
    test -d "$LOCAL/Work/2026 \"quoted\"/cur"
}
check "third sync: both sides agree, a new mailbox came along" changed
