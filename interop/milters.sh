#!/usr/bin/env bash
# Mail filters of others: OpenDKIM and rspamd before our server, alive, dead and hanging; and what they and OpenDMARC, before a Postfix,
# find of the mail that we sign.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=harbour.example
OURS=ours.$ZONE
THEIRS=theirs.$ZONE
US=192.0.2.171
THEM=192.0.2.172
DNS=127.0.0.173
VERIFIER=8891
SIGNER=8892
DMARC=8893
RSPAMD=11332
own_network "$DNS" "$US" "$THEM"
M="$WORK/milters"
PF="$M/postfix"
mkdir -p "$M/filters"
chmod 755 "$M"
chown nobody "$M/filters"

mailstead() { "$ROOT/mailstead" "$@" --config "$M/own/mailstead.toml"; }

own_server "$M/own" "$OURS" "mail.$OURS"
# configure ON-FAILURE SECONDS
configure() {
    cat > "$M/own/mailstead.toml" << END
$(own_settings "$M/own" "mail.$OURS" "$US")
[dns]
dnssec = "off"
servers = ["$DNS"]
[sending]
source-addresses = ["$US"]
[filters]
milters = ["inet:127.0.0.1:$VERIFIER", "inet:127.0.0.1:$DMARC", "inet:127.0.0.1:$RSPAMD"]
seconds = $2
on-failure = "$1"
END
}
configure later 30

make_postfix "$PF" "$THEM" 25 "mx.$THEIRS"
cat >> "$PF/main.cf" << END
virtual_mailbox_domains = $THEIRS
virtual_mailbox_maps = static:all/
relay_domains = $OURS
relay_transport = smtp
mynetworks = $THEM
smtp_host_lookup = dns
smtp_bind_address = $THEM
smtp_tls_security_level = may
smtpd_milters = inet:127.0.0.1:$SIGNER inet:127.0.0.1:$VERIFIER inet:127.0.0.1:$DMARC inet:127.0.0.1:$RSPAMD
milter_default_action = tempfail
END

# ---- the DNS: what dns records prints for us, and a key of OpenDKIM's for them --------------------------------------

openssl genrsa -out "$M/filters/key.pem" 2048 2> /dev/null
chown nobody "$M/filters/key.pem"
KEY=$(openssl rsa -in "$M/filters/key.pem" -pubout -outform DER 2> /dev/null | base64 -w 0)
cat > "$M/zone" << END
\$TTL 60
.               SOA   ns.$ZONE. hostmaster.$ZONE. 1 3600 600 86400 60
.               NS    ns.$ZONE.
ns.$ZONE.       A     $DNS
$THEIRS.        MX    10 mx.$THEIRS.
$THEIRS.        TXT   "v=spf1 -all"
mx.$THEIRS.     A     $THEM
172.2.0.192.in-addr.arpa. PTR mx.$THEIRS.
_dmarc.$THEIRS. TXT   "v=DMARC1; p=reject"
one._domainkey.$THEIRS. TXT "v=DKIM1; k=rsa; p=${KEY:0:200}" "${KEY:200}"
$(mailstead dns records "$OURS" --zone | sed 's/^; in another zone: //')
END

# ---- the filters ----------------------------------------------------------------------------------------------------

# opendkim NAME MODE PORT [SETTING...]
start_opendkim() {
    printf '%s\n' "Mode $2" "Socket inet:$3@127.0.0.1" "UserID nobody" "Background no" "Syslog no" "AuthservID $1.example" \
        "AlwaysAddARHeader yes" "PidFile $M/filters/$1.pid" "Nameservers $DNS" "${@:4}" > "$M/$1.conf"
    opendkim -f -x "$M/$1.conf" > "$M/$1.log" 2>&1 &
    PIDS+=($!)
}

# What it reads of the public suffixes: all ten thousand take long.
printf 'example\norg\n' > "$M/suffixes"
cat > "$M/opendmarc.conf" << END
Socket inet:$DMARC@127.0.0.1
UserID nobody
Background no
Syslog no
AuthservID opendmarc.example
TrustedAuthservIDs verifier.example
SPFIgnoreResults yes
SPFSelfValidate yes
PublicSuffixList $M/suffixes
PidFile $M/filters/opendmarc.pid
END

cat > "$M/rspamd.conf" << END
lang_detection { languages = "$M/none"; }
options {
  pidfile = "$M/filters/rspamd.pid";
  filters = "dkim";
  dns { nameserver = ["$DNS"]; timeout = 5s; }
  control_socket = "$M/filters/rspamd.sock mode=0600";
  hs_cache_dir = "$M/filters";
  tempdir = "$M/filters";
  url_tld = "$M/suffixes";
  disable_hyperscan = true;
  enable_test_patterns = true;
  local_addrs = ["127.0.0.0/8"];
  task_timeout = 15s;
}
logging { type = "file"; filename = "$M/filters/rspamd.log"; level = "info"; }
actions { reject = 15; add_header = 6; rewrite_subject = 8; subject = "[spam] %s"; }
modules { path = "/usr/share/rspamd/plugins"; }
dkim { trusted_only = false; skip_multi = false; }
spf { }
dmarc { }
arc { }
milter_headers { use = ["x-spamd-result"]; skip_local = false; skip_authenticated = false; }
worker "rspamd_proxy" {
  bind_socket = "127.0.0.1:$RSPAMD";
  count = 1;
  milter = yes;
  timeout = 20s;
  upstream "local" { default = yes; self_scan = yes; }
}
END
start_rspamd() {
    rspamd -f -u nobody -g "$(id -gn nobody)" -c "$M/rspamd.conf" > "$M/rspamd.log" 2>&1 &
    RSPAMD_PID=$!
}

OWN_PID=
PIDS=()
start_rspamd
start_dns "$M/dns" "$DNS" . "$M/zone" 'module-config: "iterator"' "unblock-lan-zones: yes"
PIDS+=("$DNS_PID")
start_opendkim verifier v "$VERIFIER"
VERIFIER_PID=${PIDS[-1]}
start_opendkim signer s "$SIGNER" "Domain $THEIRS" "Selector one" "KeyFile $M/filters/key.pem" "InternalHosts $THEM" "RequireSafeKeys no"
opendmarc -f -c "$M/opendmarc.conf" > "$M/opendmarc.log" 2>&1 &
PIDS+=($!)
trap 'stop_postfix "$PF"; kill -CONT "${PIDS[@]}" 2> /dev/null || true
    kill "${PIDS[@]}" $RSPAMD_PID $OWN_PID 2> /dev/null || true; wait' EXIT

serve "$M/own" "$US" 25 || echo "FAIL  our server with these filters"
check "unbound answers" wait_for 30 dns_answers "$DNS"
check "OpenDKIM starts" wait_for 30 listening 127.0.0.1 "$VERIFIER" || cat "$M/verifier.log"
check "another one that signs" wait_for 30 listening 127.0.0.1 "$SIGNER" || cat "$M/signer.log"
check "OpenDMARC starts" wait_for 30 listening 127.0.0.1 "$DMARC" || cat "$M/opendmarc.log"
check "rspamd starts" wait_for 60 listening 127.0.0.1 "$RSPAMD" || cat "$M/rspamd.log" "$M/filters/rspamd.log"
check "a Postfix with all of them" start_postfix "$PF" "$THEM" 25

# ---- what they find of ours -----------------------------------------------------------------------------------------

# found SUBJECT: the file in their maildir, unfolded into $M/found, one line a field.
found() {
    local file
    file=$(grep -rl "^Subject: $1\$" "$PF/mail/all/new" 2> /dev/null | head -n 1)
    [ -n "$file" ] && unfold < "$file" > "$M/found"
}
unfold() { tr -d '\r' | sed '/^$/q' | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n[ \t]/ /g'; }
# has WORDS...: each in some field of that message.
has() {
    local words
    for words in "$@"; do grep -E "$words" "$M/found" || { echo "missing: $words" && cat "$M/found" && return 1; }; done
}

ours() {
    quiet_swaks --server "$US:587" --helo client.example.org --tls --auth PLAIN --auth-user "ann@$OURS" --auth-password "$PASSWORD" \
        --from "ann@$OURS" --to "bob@$THEIRS" --h-From "Ann <ann@$OURS>" --h-Subject "signed by us" --body "Text.

  with blanks  at the end   
.
"
    wait_for 30 found "signed by us" || { tail -n 5 "$M/own/log" "$PF/log" && return 1; }
    has "^Authentication-Results: verifier.example; .*dkim=pass (\([^)]*\) )?header.d=$OURS [^;]*header.a=ed25519-sha256" \
        "^Authentication-Results: verifier.example; .*dkim=pass (\([^)]*\) )?header.d=$OURS [^;]*header.a=rsa-sha256"
}
check "OpenDKIM finds both our signatures right, by the keys that dns records prints" ours

dmarc() {
    found "signed by us"
    has "^Authentication-Results: opendmarc.example; dmarc=pass .*header.from=$OURS"
}
check "and OpenDMARC that our mail is ours" dmarc

also() {
    found "signed by us"
    has "^X-Spamd-Result: .*R_DKIM_ALLOW[^;]*$OURS:s=e[0-9]+,$OURS:s=r[0-9]+" "^X-Spamd-Result: .*DMARC_POLICY_ALLOW[^;]*$OURS" \
        "^X-Spamd-Result: .*R_SPF_ALLOW"
}
check "so does rspamd" also

forged() {
    quiet_swaks --server "$THEM:25" --helo client.example.org --from "eve@elsewhere.example" --to "bob@$THEIRS" --h-From "<ann@$OURS>" \
        --h-Subject "forged" --body "Text."
    wait_for 30 found "forged"
    has "^Authentication-Results: opendmarc.example; dmarc=fail .*header.from=$OURS" "^X-Spamd-Result: .*DMARC_POLICY_SOFTFAIL"
}
check "and what only says that it is ours is not" forged

# from_outside TO SUBJECT BODY: a stranger brings us a message.
from_outside() {
    quiet_swaks --server "$US:25" --helo client.example.org --from "tester@elsewhere.example" --to "$1" \
        --h-From "<tester@elsewhere.example>" --h-Subject "$2" --body "$3"
}

sealed() {
    mailstead alias add "away@$OURS" "bob@$THEIRS"
    from_outside "away@$OURS" "passed on" "Text."
    wait_for 30 found "passed on"
    has "^ARC-Seal: .*d=$OURS" "^X-Spamd-Result: .*ARC_ALLOW[^;]*$OURS:s=[er][0-9]+:i=1"
}
check "our seal (ARC) is right for rspamd" sealed

# ---- what they do for us --------------------------------------------------------------------------------------------

# there SUBJECT: whether a message is in ann's inbox; its header, unfolded, goes to $M/found.
there() {
    local number
    number=$(curl -ksS -u "ann@$OURS:$PASSWORD" "imaps://$US/INBOX" -X "SEARCH SUBJECT \"$1\"" | tr -d '\r' |
        sed -nE 's/^\* SEARCH ([0-9]+).*/\1/p')
    [ -n "$number" ] || return 1
    curl -ksS -u "ann@$OURS:$PASSWORD" "imaps://$US/INBOX;MAILINDEX=$number" | unfold > "$M/found"
}

theirs() {
    quiet_swaks --server "$THEM:25" --helo client.example.org --from "bob@$THEIRS" --to "ann@$OURS" --h-Subject "signed by them" --body "Text."
    wait_for 30 there "signed by them" || { tail -n 5 "$M/own/log" "$PF/log" && return 1; }
    has "^Authentication-Results: verifier.example; .*dkim=pass .*header.d=$THEIRS" "^X-Spamd-Result: .*R_DKIM_ALLOW[^;]*$THEIRS:s=one"
    has "^Authentication-Results: mail.$OURS; .*dkim=pass .*header.d=$THEIRS .*dmarc=pass .*policy.dmarc=reject"
    # OpenDMARC knows by what OpenDKIM has put there; what it said before the Postfix stands further down.
    sed '/^Received: /q' "$M/found" > "$M/ours"
    grep "^Authentication-Results: opendmarc.example; dmarc=pass .*header.from=$THEIRS" "$M/ours"
    grep "^Authentication-Results: opendmarc.example; spf=fail" "$M/ours"
}
check "a signature of OpenDKIM's is right for us; what the filters say is in the header, and OpenDMARC goes by OpenDKIM" theirs

# Their signatures count each blank. Only filters that ask for it are told of that behind a colon, so rspamd finds this one wrong.
blanks() {
    quiet_swaks --server "$THEM:25" --helo client.example.org --from "bob@$THEIRS" --to "ann@$OURS" \
        --data "Date: %DATE%\nTo: %TO_ADDRESS%\nFrom: %FROM_ADDRESS%\nSubject:no blank\n\nText.\n"
    wait_for 30 there "no blank" || { tail -n 5 "$M/own/log" "$PF/log" && return 1; }
    has "^Authentication-Results: verifier.example; .*dkim=pass .*header.d=$THEIRS" "^Subject:no blank"
}
check "OpenDKIM is told the header blank for blank" blanks

# What every spam filter takes for spam; rspamd knows it with other first letters too, as milder cases.
SPAM='JS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'
refused() {
    ! from_outside "ann@$OURS" "spam" "X$SPAM" > /dev/null
    grep -E "^<\*\* 5[0-9][0-9] .*Gtube" "$WORK/swaks.log" || { cat "$WORK/swaks.log" && return 1; }
    ! there "spam"
}
check "rspamd refuses spam, with words of its own" refused

marked() {
    from_outside "ann@$OURS" "doubtful" "Y$SPAM"
    wait_for 20 there "doubtful"
    has "^X-Spam: Yes"
}
check "marks what is doubtful" marked

renamed() {
    from_outside "ann@$OURS" "renamed" "Z$SPAM"
    wait_for 20 there "renamed"
    has "^Subject: \[spam\] renamed\$"
    same "subjects" 1 "$(grep -c "^Subject:" "$M/found")"
}
check "and changes a subject" renamed

stop_rspamd() { kill "$RSPAMD_PID" && wait "$RSPAMD_PID" || true; }

stop_rspamd
dead() {
    ! from_outside "ann@$OURS" "unasked" "Text." > /dev/null
    grep -E "^<\*\* 451 4.3.0 " "$WORK/swaks.log" || { cat "$WORK/swaks.log" && return 1; }
}
check "rspamd is dead: mail is to be brought later" dead
start_rspamd
alive() {
    wait_for 60 listening 127.0.0.1 "$RSPAMD"
    from_outside "ann@$OURS" "asked again" "Text."
    wait_for 20 there "asked again"
    has "^X-Spamd-Result: "
}
check "alive again: the next mail gets in" alive

stop_rspamd
kill -STOP "$VERIFIER_PID"
kill "$OWN_PID" && wait "$OWN_PID" || true
configure accept 2
serve "$M/own" "$US" 25 || echo "FAIL  our server with other settings"
unseen() {
    from_outside "ann@$OURS" "unseen" "Text."
    wait_for 20 there "unseen"
    ! grep -E "^X-Spamd-Result|^Authentication-Results: verifier" "$M/found"
    grep "inet:127.0.0.1:$VERIFIER could not be asked: it did not answer within 2 seconds" "$M/own/log"
    grep "inet:127.0.0.1:$RSPAMD could not be asked: " "$M/own/log"
}
check "one dead and one that hangs, and we were told to accept: mail gets in unseen" unseen
