# What the checks of `mailstead doctor` share; sourced in a network of their own, with ZONE, FOREIGN, DNS and HOSTS set by them.

D="$WORK/$(basename "$0" .sh)"
mkdir -p "$D/patients"
chmod 711 "$D"
PIDS=()

# addresses HOST...
addresses() {
    local each
    for each in "$@"; do printf '%s ' "${HOSTS[$each]}"; done
}

# certificate FOLDER ISSUER DAYS-FROM DAYS-TO SUBJECT EXTENSIONS: days count from today.
certificate() {
    local folder=$1 issuer=$2
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
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$5" -keyout "$folder/key.pem" -out "$folder/request" 2> /dev/null
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
    self_signed "$1/selfsigned" "*.$ZONE"
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
    } > "$1/zone"
    start_dns "$1" "$DNS" . "$1/zone"
    PIDS+=("$DNS_PID")
    check "unbound knows the hosts" wait_for 30 dns_answers "$DNS"
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
    printf '%s\0' "$3" "${@:5}" > "$at/arguments"
}

# examine: everybody, three at a time since most of it is waiting; then one line for each.
examine() {
    export ROOT D DNS
    find "$D/patients" -mindepth 1 -maxdepth 1 | sort | xargs -P 3 -I{} bash -c '
        mapfile -d "" -t arguments < "$1/arguments"
        timeout 60 "$ROOT/mailstead" doctor "${arguments[@]}" --password-stdin --no-beacon --loopback --resolver "$DNS:53" \
            --trust "$D/tls/ca/ca.pem" --json < "$1/password" > "$1/report" 2> "$1/errors" || true' _ {}
    local at
    for at in "$D/patients"/*; do check "$(cat "$at/code"): $(cat "$at/what")" diagnosed "$at"; done
}

diagnosed() {
    /usr/bin/python3 - "$1" << 'END' || { cat "$1/errors"; return 1; }
import json, sys
folder = sys.argv[1]
text = open(folder + "/report").read()
report = json.loads(text)
wanted = open(folder + "/code").read().strip()
found = sorted({each["code"] for each in report["causes"]}) or ["none"]
password = open(folder + "/password").read().strip("\n")
if report["well"] != (wanted == "none") or found != [wanted]:
    print("wanted", wanted, "found", *found)
    for each in report["causes"]: print(each["code"], each["says"])
    print(report["log"])
    sys.exit(1)
if password in text:
    print("the password stands in the report")
    sys.exit(1)
END
}
