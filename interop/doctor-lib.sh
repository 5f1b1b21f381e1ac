# What the checks of `mailstead doctor` share; sourced in a network of their own, with ZONE, FOREIGN, DNS and HOSTS set by them.

D="$WORK/$(basename "$0" .sh)"
mkdir -p "$D/patients"
chmod 711 "$D"
PIDS=()
declare -A HOSTS6=()

# addresses HOST...
addresses() {
    local each
    for each in "$@"; do printf '%s ' "${HOSTS[$each]}"; done
}

# certificate FOLDER ISSUER DAYS-FROM DAYS-TO SUBJECT EXTENSIONS [KEY...]: days count from today.
certificate() {
    local folder=$1 issuer=$2 key=("${@:7}")
    [ ${#key[@]} -gt 0 ] || key=(ec -pkeyopt ec_paramgen_curve:P-256)
    mkdir -p "$folder" "$issuer/new"
    [ -e "$issuer/index" ] || { : > "$issuer/index"; echo 01 > "$issuer/serial"; }
    printf '%s\n' "$6" > "$folder/extensions"
    cat > "$issuer/ca.conf" << END
[ca]
default_ca = own
[own]
new_certs_dir = $issuer/new
database = $issuer/index
serial = $issuer/serial
certificate = $issuer/cert.pem
private_key = $issuer/key.pem
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
END
    openssl req -newkey "${key[@]}" -nodes -subj "/CN=$5" -keyout "$folder/key.pem" -out "$folder/request" 2> /dev/null
    openssl ca -batch -notext -config "$issuer/ca.conf" -in "$folder/request" -out "$folder/cert.pem" -extfile "$folder/extensions" \
        -startdate "$(date -u -d "$3 days" +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d "$4 days" +%Y%m%d%H%M%SZ)" 2> "$folder/log"
}

# make_certificates FOLDER: an authority, FOLDER/ca/ca.pem, an intermediate one, and a certificate in a folder for each way to be wrong.
make_certificates() {
    local names="subjectAltName=DNS:*.$ZONE"
    local where="authorityInfoAccess=caIssuers;URI:http://authority.$ZONE/middle.cer"
    make_authority "$1/ca"
    ln -s ca.pem "$1/ca/cert.pem"
    ln -s ca.key "$1/ca/key.pem"
    certificate "$1/middle" "$1/ca" -2 30 "Authority between" $'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign'
    certificate "$1/good" "$1/ca" -2 30 "$ZONE" "$names"
    certificate "$1/expired" "$1/ca" -30 -2 "$ZONE" "$names"
    certificate "$1/othername" "$1/ca" -2 30 "mail.$FOREIGN" "subjectAltName=DNS:mail.$FOREIGN"
    certificate "$1/incomplete" "$1/middle" -2 30 "$ZONE" "$names"$'\n'"$where"
    certificate "$1/rsa" "$1/ca" -2 30 "$ZONE" "$names" rsa:2048
    self_signed "$1/selfsigned" "*.$ZONE"
}

# unpack PACKAGE...: these of Debian, beside the system, since it lets only one server for IMAP be installed. Before the network of their
# own, which leads nowhere.
unpack() {
    [ -z "${OWN_NETWORK:-}" ] || return 0
    check "Debian's ${1%-*}, unpacked" unpacked "$@"
    [ -e "$D/files/whole" ] || exit 1
}
unpacked() {
    mkdir -p "$D/packages" "$D/files/usr/lib" "$D/files/etc"
    cd "$D/packages"
    apt-get download -q "$@" || { apt-get update -q && apt-get download -q "$@"; }
    local each
    for each in *.deb; do dpkg -x "$each" "$D/files"; done
    # Where those two folders are one, as they are by now.
    [ ! -e "$D/files/lib" ] || cp -a "$D/files/lib/." "$D/files/usr/lib/"
    touch "$D/files/whole"
}

# lay_over USER: what was unpacked is there as if it had been installed, and the user that its package would make; for this network only.
lay_over() {
    local files="$D/files/etc" each
    for each in passwd group resolv.conf nsswitch.conf; do cp "/etc/$each" "$files/$each"; done
    echo "$1:x:64980:64980::$D:/usr/sbin/nologin" >> "$files/passwd"
    echo "$1:x:64980:" >> "$files/group"
    mount -t overlay overlay -o "lowerdir=$D/files/usr:/usr" /usr
    mount -t overlay overlay -o "lowerdir=$files:/etc" /etc
    mount -t tmpfs tmpfs /run
}

# make_names FOLDER: a DNS server that knows the hosts.
make_names() {
    {
        cat << RECORDS
\$TTL 60
.          SOA ns.$ZONE. hostmaster.$ZONE. 1 3600 600 86400 60
.          NS  ns.$ZONE.
ns.$ZONE.  A   $DNS
$ZONE.     MX  10 mx.$ZONE.
$FOREIGN.  MX  10 mx.$ZONE.
mx.$ZONE.  A   $DNS
RECORDS
        local each
        for each in "${!HOSTS[@]}"; do echo "$each.$ZONE. A ${HOSTS[$each]}"; done
        for each in "${!HOSTS6[@]}"; do echo "$each.$ZONE. AAAA ${HOSTS6[$each]}"; done
    } > "$1/zone"
    start_dns "$1" "$DNS" . "$1/zone"
    PIDS+=("$DNS_PID")
    check "unbound knows the hosts" wait_for 30 dns_answers "$DNS"
}

# words WORD...: a line of words as the doctor reads them.
words() {
    local each line=
    for each in "$@"; do
        each=${each//[$'\r\n']/ }
        each=${each//\\/\\\\}
        line+=" \"${each//\"/\\\"}\""
    done
    echo "${line# }"
}

# patient CODE WHAT ADDRESS PASSWORD ARGUMENT...: whom to examine; CODE is the one cause that stops mail there, or none.
patient() {
    COUNT=$((${COUNT:-0} + 1))
    local at
    at=$(printf '%s/patients/%03d' "$D" "$COUNT")
    mkdir "$at"
    echo "$1" > "$at/code"
    echo "$2" > "$at/what"
    echo "$4" > "$at/password"
    words "$3" "${@:5}" --password-file "$at/password" >> "$D/accounts"
}

# reading_patients NAME: what every server of that program is tried with, healthy and broken. Sets GOOD and ann.
reading_patients() {
    local each host what
    ann="ann@$ZONE"
    GOOD="good.$ZONE"
    for each in "good" "only12 TLS 1.2 only" "only13 TLS 1.3 only" "rsa an RSA key" "six IPv6 only"; do
        host="${each%% *}.$ZONE"
        what=${each#good}
        what=${what:+, ${what#* }}
        patient none "$1: IMAP, STARTTLS$what" "$ann" "$PASSWORD" --imap "$host:143/starttls"
        patient none "$1: IMAP, TLS$what" "$ann" "$PASSWORD" --imap "$host:993/ssl"
        patient none "$1: POP3, STLS$what" "$ann" "$PASSWORD" --pop3 "$host:110/starttls"
        patient none "$1: POP3, TLS$what" "$ann" "$PASSWORD" --pop3 "$host:995/ssl"
    done
    patient D59 "$1: wrong password" "$ann" incorrect-9 --imap "$GOOD:993/ssl"
    patient D59 "$1: wrong password, POP3" "$ann" incorrect-9 --pop3 "$GOOD:995/ssl"
    patient D59 "$1: nobody of this name" "nobody@$ZONE" "$PASSWORD" --imap "$GOOD:143/starttls"
    patient D36 "$1: a blank behind the password" "$ann" "$PASSWORD " --imap "$GOOD:993/ssl"
    patient D21 "$1: expired certificate" "$ann" "$PASSWORD" --imap "expired.$ZONE:993/ssl"
    patient D18 "$1: certificate for another name" "$ann" "$PASSWORD" --imap "othername.$ZONE:143/starttls"
    patient D19 "$1: self-signed certificate" "$ann" "$PASSWORD" --pop3 "selfsigned.$ZONE:995/ssl"
    patient D22 "$1: without the intermediate certificate" "$ann" "$PASSWORD" --imap "incomplete.$ZONE:993/ssl"
    patient D17 "$1: TLS 1.1 only" "$ann" "$PASSWORD" --imap "old.$ZONE:993/ssl"
    patient D17 "$1: TLS 1.1 only, STLS" "$ann" "$PASSWORD" --pop3 "old.$ZONE:110/starttls"
    patient D23 "$1: without TLS" "$ann" "$PASSWORD" --imap "plain.$ZONE:143/starttls"
    patient D12 "$1: SSL/TLS set for port 143" "$ann" "$PASSWORD" --imap "$GOOD:143/ssl"
    patient D13 "$1: STARTTLS set for port 993" "$ann" "$PASSWORD" --imap "$GOOD:993/starttls"
    patient D15 "$1: POP3's port set for IMAP" "$ann" "$PASSWORD" --imap "$GOOD:110/starttls"
    patient D60 "$1: a port on which nobody is" "$ann" "$PASSWORD" --imap "$GOOD:1993/ssl"
    patient D09 "$1: stopped" "$ann" "$PASSWORD" --imap "stopped.$ZONE:993/ssl"
    patient D47 "$1: mailbox over quota" "full@$ZONE" "$PASSWORD" --imap "$GOOD:993/ssl"
}

# hold_connection HOST USER: keeps the only connection that this one may have there; "in" stands in $D/holding once it has.
hold_connection() {
    /usr/bin/python3 -c '
import imaplib, ssl, sys, time
context = ssl.create_default_context(cafile=sys.argv[2])
context.check_hostname = False
imap = imaplib.IMAP4(sys.argv[1], timeout=60)
imap.starttls(context)
imap.login(*sys.argv[3:])
print("in", flush=True)
time.sleep(600)' "$1" "$D/tls/ca/ca.pem" "$2" "$PASSWORD" > "$D/holding" 2>&1 &
    PIDS+=($!)
}

# examine: everybody, in one process; then one line for each, and one for all.
examine() {
    local at
    check "the doctor looks at all $COUNT" looked_at
    for at in "$D/patients"/*; do check "$(cat "$at/code"): $(cat "$at/what")" diagnosed "$at"; done
    check "none takes longer than twelve seconds, nor all more memory than a small computer has" in_bounds
}

# Who is found to have another cause is looked at once more, when less goes on: on a busy machine servers may take seconds to begin, and that
# is then what the doctor sees.
looked_at() {
    /usr/bin/python3 - "$D" "$ROOT/mailstead" doctor --no-beacon --loopback --resolver "$DNS:53" --trust "$D/tls/ca/ca.pem" --json << 'END'
import json, os, resource, subprocess, sys, time
folder, *command = sys.argv[1:]
environment = os.environ | {"MAILSTEAD_JAVA_OPTIONS": os.environ.get("MAILSTEAD_JAVA_OPTIONS", "") + " -Xmx96m"}
accounts = open(folder + "/accounts").read().splitlines()
seconds = []

def wrong(number, line):
    at = f"{folder}/patients/{number:03}/"
    report = json.loads(line)
    wanted = open(at + "code").read().strip()
    seconds.append(report.get("seconds", 0))
    found = sorted({each["code"] for each in report.get("causes", [])}) or ["none"]
    said = []
    if report["well"] != (wanted == "none") or found != [wanted] or "mistake" in report:
        said += ["wanted " + wanted + " found " + " ".join(found) + " " + report.get("mistake", "")]
        said += [each["code"] + " " + each["says"] for each in report.get("causes", [])] + [report.get("log", "")]
    if open(at + "password").read().strip("\n") in line: said.append("the password stands in the report")
    open(at + "wrong", "w").write("\n".join(said))
    return bool(said)

def examined(numbers):
    name = folder + f"/round{len(numbers)}"
    open(name, "w").write("\n".join(accounts[number - 1] for number in numbers) + "\n")
    with open(name + ".json", "w") as reports, open(name + ".errors", "w") as errors:
        subprocess.run(command + ["--accounts", name], stdin=subprocess.DEVNULL, stdout=reports, stderr=errors, timeout=600, env=environment)
    print(open(name + ".errors").read())
    lines = open(name + ".json").read().splitlines()
    assert len(lines) == len(numbers), f"{len(lines)} reports"
    return [number for number, line in zip(numbers, lines) if wrong(number, line)]

began = time.monotonic()
again = examined(range(1, len(accounts) + 1))
took = time.monotonic() - began
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"note: {len(accounts)} accounts in {took:.0f} s; the slowest examination {max(seconds)} s, {memory} MB of memory")
if again and len(again) < len(accounts) / 4:
    print(f"note: looked at once more: {len(again)}")
    examined(again)
open(folder + "/figures", "w").write(f"{max(seconds)} {memory}\n")
END
}

diagnosed() {
    cat "$1/wrong"
    [ ! -s "$1/wrong" ]
}

# The heap is 96 MB; what Java takes beside it is about as much again.
in_bounds() {
    local slowest memory
    read -r slowest memory < "$D/figures"
    echo "the slowest took $slowest s, and it took $memory MB"
    [ "${slowest%.*}" -lt 12 ] && [ "$memory" -lt 320 ]
}
