#!/usr/bin/env bash
# MTA-STS both ways, with an authority of our own and a small web server: we send to a Postfix whose domains publish policies that it
# keeps or breaks, or pages that are no policies; curl and a Postfix with Debian's resolver of policies come by our own.
set -euo pipefail
. "$HERE/lib.sh"

ZONE=coast.example
OURS=ours.$ZONE
US=192.0.2.161
THEM=192.0.2.162
WEB=192.0.2.163
DNS=127.0.0.163
own_network "$DNS" "$US" "$THEM" "$WEB"
M="$WORK/mtasts"
PF="$M/postfix"
mkdir -p "$M/web"

# As docs/sending.md says it of authorities of one's own.
make_authority "$M/authority"
cp "$(dirname "$JAVA")/../lib/security/cacerts" "$M/cacerts"
chmod u+w "$M/cacerts"
"$(dirname "$JAVA")/keytool" -importcert -noprompt -alias checks -file "$M/authority/ca.pem" -keystore "$M/cacerts" \
    -storepass changeit > "$M/keytool.log" 2>&1 || cat "$M/keytool.log"
TRUST="-Djavax.net.ssl.trustStore=$M/cacerts"

mailstead() { "$ROOT/mailstead" "$@" --config "$M/own/mailstead.toml"; }

own_server "$M/own" "$OURS" "mail.$OURS"
issue "$M/authority" "$M/own/tls" "mail.$OURS" "mta-sts.$OURS"
cat > "$M/own/mailstead.toml" << END
$(own_settings "$M/own" "mail.$OURS" "$US")
[tls]
certificate = "$M/own/tls/cert.pem"
key = "$M/own/tls/key.pem"
[dns]
dnssec = "off"
servers = ["$DNS"]
[web]
mta-sts = "enforce"
END

# ---- their domains --------------------------------------------------------------------------------------------------

# All have the same Postfix, whose certificate is for the name mx; mx2 is another name of it.
make_postfix "$PF" "$THEM" 25 "mx.$ZONE"
issue "$M/authority" "$PF/tls" "mx.$ZONE"

THEIRS=(fit misfit stray trial page wild moved unproved)
cat >> "$PF/main.cf" << END
virtual_mailbox_domains = $(printf "%s.$ZONE " "${THEIRS[@]}")
virtual_mailbox_maps = static:all/
relay_domains = $OURS
relay_transport = smtp
mynetworks = 192.0.2.0/24
smtp_host_lookup = dns
smtp_tls_security_level = may
smtp_tls_CAfile = $M/authority/ca.pem
smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8461:postfix
END

# page HOST STATUS TYPE BODY: what the web server says for that host.
page() { printf '%s\n%s\n%s\n' "$2" "$3" "$4" > "$M/web/$1.$ZONE"; }

# policy DOMAIN MODE MX: a page that holds a policy.
policy() { page "mta-sts.$1" 200 text/plain "$(printf 'version: STSv1\nmode: %s\nmx: %s\nmax_age: 86400' "$2" "$3")"; }

policy fit enforce "mx.$ZONE"
policy misfit enforce "*.$ZONE"
policy stray enforce "mx.elsewhere.example"
policy trial testing "mx.elsewhere.example"
HTML="<!doctype html><title>Nothing here</title><p>version: STSv1"
page mta-sts.page 200 text/html "$HTML"
page mta-sts.wild 200 text/plain "$HTML"
page mta-sts.moved 301 text/plain "https://mta-sts.stray.$ZONE/.well-known/mta-sts.txt"
# A policy that would forbid it, if only the web server proved its name.
policy unproved enforce "mx.elsewhere.example"
issue "$M/authority" "$M/webtls" $(printf "mta-sts.%s.$ZONE " "${THEIRS[@]:0:7}")
cat > "$M/web.py" << 'END'
import http.server, os, ssl, sys

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = os.path.join(sys.argv[4], os.path.basename(self.headers["Host"]))
        if self.path != "/.well-known/mta-sts.txt" or not os.path.exists(path):
            return self.send_error(404)
        status, kind, body = open(path).read().split("\n", 2)
        self.send_response(int(status))
        if status == "301":
            self.send_header("Location", body.strip())
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, words, *rest):
        print(self.headers["Host"], words % rest, flush=True)

server = http.server.ThreadingHTTPServer((sys.argv[1], 443), Page)
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()
END

cat > "$M/zone" << END
\$TTL 60
.               SOA   ns.$ZONE. hostmaster.$ZONE. 1 3600 600 86400 60
.               NS    ns.$ZONE.
\$ORIGIN $ZONE.
ns              A     $DNS
mx              A     $THEM
mx2             A     $THEM
fit             MX    10 mx
misfit          MX    10 mx2
stray           MX    10 mx
trial           MX    10 mx2
page            MX    10 mx2
wild            MX    10 mx2
moved           MX    10 mx2
unproved        MX    10 mx2
$(for each in "${THEIRS[@]}"; do printf '_mta-sts.%s TXT "v=STSv1; id=1"\nmta-sts.%s A %s\n' "$each" "$each" "$WEB"; done)
$(mailstead dns records "$OURS" --zone | sed 's/^; in another zone: //')
END

OWN_PID=
/usr/bin/python3 "$M/web.py" "$WEB" "$M/webtls/cert.pem" "$M/webtls/key.pem" "$M/web" > "$M/web.log" 2>&1 &
PIDS=($!)
start_dns "$M/dns" "$DNS" . "$M/zone" 'module-config: "iterator"' "unblock-lan-zones: yes"
PIDS+=("$DNS_PID")
# How Postfix learns of policies.
cat > "$M/resolver.yml" << END
host: 127.0.0.1
port: 8461
shutdown_timeout: 1
cache:
  type: internal
END
SSL_CERT_FILE="$M/authority/ca.pem" mta-sts-daemon -c "$M/resolver.yml" > "$M/resolver.log" 2>&1 &
PIDS+=($!)
trap 'stop_postfix "$PF"; kill "${PIDS[@]}" $OWN_PID 2> /dev/null || true; wait' EXIT

check "unbound answers" wait_for 30 dns_answers "$DNS"
check "a web server with policies" wait_for 30 listening "$WEB" 443 || cat "$M/web.log"
check "a resolver of policies" wait_for 30 listening 127.0.0.1 8461 || cat "$M/resolver.log"
check "a Postfix that asks it" start_postfix "$PF" "$THEM" 25
JDK_JAVA_OPTIONS=$TRUST serve "$M/own" "$US" 25 || echo "FAIL  our server with a policy of its own"

# ---- we to them -----------------------------------------------------------------------------------------------------

declare -A ID
# send DOMAIN: as ann.
send() {
    quiet_swaks --server "$US:587" --helo client.example.org --tls --auth PLAIN --auth-user "ann@$OURS" \
        --auth-password "$PASSWORD" --from "ann@$OURS" --to "bob@$1.$ZONE" --h-Subject "sts $1" --body "Text."
    ID[$1]=$(sed -nE 's/.*stored as ([A-Z0-9-]+).*/\1/p' "$WORK/swaks.log" | head -n 1)
}
# All of them first: they go their ways side by side.
for each in "${THEIRS[@]}"; do send "$each" || echo "FAIL  our server takes mail for $each.$ZONE"; done

arrived() { grep -rq "^Subject: sts $1\$" "$PF/mail/all/new"; }
fetched() { grep -F "mta-sts.$1.$ZONE \"GET /.well-known/mta-sts.txt" "$M/web.log"; }
logged() { grep -F "$1" "$M/own/log"; }

# goes DOMAIN: the mail arrives, by a policy that was fetched.
goes() {
    wait_for 30 arrived "$1" || { mailstead trace "${ID[$1]}" && return 1; }
    fetched "$1"
}

# told DOMAIN WORDS: whether the story of the mail for it has them; it is kept in $WORK/trace.txt.
told() { mailstead trace "${ID[$1]}" > "$WORK/trace.txt" && grep -E "$2" "$WORK/trace.txt"; }

# waits DOMAIN WORDS: it stays in the queue, and both the queue and the story say why.
waits() {
    wait_for 30 told "$1" "not yet: $2" || { cat "$WORK/trace.txt" && return 1; }
    mailstead queue show "${ID[$1]}" | tee "$WORK/show.txt" | grep -E "$2" || { cat "$WORK/show.txt" && return 1; }
    fetched "$1"
    ! arrived "$1"
}

# ignored DOMAIN WORDS: the mail arrives, and the log says why there was no policy.
ignored() {
    wait_for 30 arrived "$1" || { mailstead trace "${ID[$1]}" && return 1; }
    logged "the MTA-STS policy of $1.$ZONE cannot be fetched: $2"
}

# on_trial and page_ignored: so does the story.
on_trial() {
    goes trial
    wait_for 20 told trial "mx2.$ZONE: trial.$ZONE asks \(MTA-STS\) for TLS .* on trial, .* although it is none of the hosts"
}
page_ignored() {
    ignored page "mta-sts.page.$ZONE answers with something that is not text/plain"
    wait_for 20 told page "mx2.$ZONE: page.$ZONE asks \(MTA-STS\) for something that cannot be read, .*: mta-sts.page.$ZONE answers"
}

check "enforce: a host with the certificate gets the mail" goes fit
check "enforce, but a certificate for another name: the mail waits" waits misfit \
    "mx2.$ZONE: misfit.$ZONE asks \(MTA-STS\) for TLS .*, but the certificate is for another name"
check "enforce, but a host that is not named: the mail waits" waits stray \
    "mx.$ZONE: it is none of the hosts that stray.$ZONE names in its policy"
check "testing, and nothing fits: the mail goes there" on_trial
check "a page in HTML is no policy" page_ignored
check "nor is one that says it is text" ignored wild "it has a line that is none of a policy"
check "nobody is followed to elsewhere" ignored moved "mta-sts.moved.$ZONE answers 301"
check "nor is a web server believed that does not prove its name" ignored unproved "mta-sts.unproved.$ZONE: the certificate is for"

# ---- they to us -----------------------------------------------------------------------------------------------------

served() {
    timeout "$PATIENCE" curl -sS --cacert "$M/authority/ca.pem" -D "$M/policy.head" -o "$M/policy" \
        "https://mta-sts.$OURS/.well-known/mta-sts.txt"
    cat "$M/policy.head" "$M/policy"
    grep -iE "^Content-Type: text/plain" "$M/policy.head"
    same "the policy" "version: STSv1|mode: enforce|mx: mail.$OURS|max_age: 604800|" "$(tr -d '\r' < "$M/policy" | tr '\n' '|')"
}
check "curl gets our policy" served

checked() { JDK_JAVA_OPTIONS=$TRUST mailstead dns check "$OURS"; }
check "what dns records prints is all that dns check wants" checked

to_us() {
    quiet_swaks --server "$THEM:25" --helo client.example.org --from "bob@fit.$ZONE" --to "ann@$OURS" --h-Subject "to us" --body "Text."
    sent() { grep "to=<ann@$OURS>.*status=sent" "$PF/log"; }
    wait_for 30 sent || { tail -n 20 "$PF/log" && return 1; }
    grep "Verified TLS connection established to mail\.$OURS\[$US\]" "$PF/log"
}
check "Postfix, told of it by the resolver, verifies us" to_us
