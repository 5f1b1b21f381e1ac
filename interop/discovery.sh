#!/usr/bin/env bash
# discovery: what mail programs ask for to find their settings, fetched by curl and read by parsers of others; the profile is read by
# Python's plistlib, and the QR code by zbarimg.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0004

fetch() {
    timeout "$PATIENCE" curl -sS --cacert "$CERT" --fail "$@"
}

# of HOST PATH [CURL ARGS...]: over HTTPS, by a name of the domain that leads to this machine; the certificate is for none of these.
of() {
    fetch --insecure --connect-to "$1:443:localhost:$WEB_TLS" "https://$1$2" "${@:3}"
}

# xml PYTHON: prints what the expression makes of the document (d) on standard input.
xml() { python3 -c "import sys, xml.etree.ElementTree as e; d = e.fromstring(sys.stdin.buffer.read()); print($1)"; }

json() { python3 -c "import sys, json; d = json.load(sys.stdin); print($1)"; }

autoconfig() {
    of "$1" "$2" > "$WORK/autoconfig.xml"
    same "what is read with" "imap $IMAP_TLS SSL, imap $IMAP_STARTTLS STARTTLS, pop3 $POP3_TLS SSL, pop3 $POP3_STARTTLS STARTTLS" \
        "$(xml "', '.join(s.get('type') + ' ' + s.findtext('port') + ' ' + s.findtext('socketType') for s in d.iter('incomingServer'))" < "$WORK/autoconfig.xml")"
    same "what is sent with" "$SMTP_TLS SSL, $SMTP_STARTTLS STARTTLS" \
        "$(xml "', '.join(s.findtext('port') + ' ' + s.findtext('socketType') for s in d.iter('outgoingServer'))" < "$WORK/autoconfig.xml")"
    same "domains" "$DOMAIN" "$(xml "','.join(s.text for s in d.iter('domain'))" < "$WORK/autoconfig.xml")"
}
check "autoconfig: on its own host, with an address" autoconfig "autoconfig.$DOMAIN" "/mail/config-v1.1.xml?emailaddress=$USER%40$DOMAIN"
check "autoconfig: on the domain, in capitals" autoconfig "$DOMAIN" "/.well-known/Autoconfig/Mail/config-v1.1.xml"

without_tls() {
    fetch --connect-to "autoconfig.$DOMAIN:80:localhost:$WEB_PLAIN" "http://autoconfig.$DOMAIN/mail/config-v1.1.xml" > "$WORK/plain.xml"
    of "autoconfig.$DOMAIN" "/mail/config-v1.1.xml" | cmp - "$WORK/plain.xml"
    of "autoconfig.$DOMAIN" "/mail/config-v1.1.xml?emailaddress=nobody%40$DOMAIN" | cmp - "$WORK/plain.xml"
}
check "autoconfig: the same without TLS, and for somebody who is not here" without_tls

refused() { of "$1" "/mail/config-v1.1.xml$2" -o /dev/null && return 1 || [ $? -eq 22 ]; }
check "autoconfig: nothing for a domain of others" refused autoconfig.elsewhere.example ""
check "autoconfig: nothing for an address of others" refused "autoconfig.$DOMAIN" "?emailaddress=ann@elsewhere.example"

outlook() {
    cat > "$WORK/request.xml" << END
<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>
<EMailAddress>$USER@$DOMAIN</EMailAddress>
<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>
</Request></Autodiscover>
END
    of "autodiscover.$DOMAIN" /Autodiscover/Autodiscover.xml -H 'Content-Type: text/xml; charset=utf-8' \
        --data-binary "@$WORK/request.xml" > "$WORK/autodiscover.xml"
    local a='{http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a}'
    same "login" "$USER@$DOMAIN" "$(xml "d.find('.//${a}LoginName').text" < "$WORK/autodiscover.xml")"
    xml "' '.join(p.findtext('${a}Type') for p in d.iter('${a}Protocol'))" < "$WORK/autodiscover.xml" | grep -E '^(IMAP )?(POP3 )?SMTP$'
}
check "autodiscover: an answer that is read by its namespaces" outlook

second_form() {
    local url
    url=$(of "autodiscover.$DOMAIN" "/autodiscover/autodiscover.json?Email=$USER@$DOMAIN&Protocol=AutodiscoverV1" | json "d['Url']")
    [[ $url == "https://autodiscover.$DOMAIN"*/autodiscover/autodiscover.xml ]]
}
check "autodiscover: the second form leads to the first" second_form

entities() {
    cat > "$WORK/bomb.xml" << 'END'
<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a><EMailAddress>&e;@example.test</EMailAddress></a>
END
    of "autodiscover.$DOMAIN" /autodiscover/autodiscover.xml --data-binary "@$WORK/bomb.xml" | xml "d.find('.//{*}ErrorCode').text" |
        grep -x 600
}
check "autodiscover: entities are refused" entities

"$ROOT/mailstead" account profile "$USER@$DOMAIN" --name "Übung" --data "$WORK/server" --out "$WORK/profile" > "$WORK/profile.log"
profile() {
    python3 - "$WORK/profile" << 'END'
import plistlib, sys
with open(sys.argv[1], "rb") as file: profile = plistlib.load(file)
mail = profile["PayloadContent"][0]
assert profile["PayloadType"] == "Configuration" and mail["PayloadType"] == "com.apple.mail.managed", profile
assert mail["EmailAccountName"] == "Übung" and mail["IncomingMailServerUseSSL"] is True, mail
print("note:", mail["EmailAccountType"], mail["IncomingMailServerPortNumber"], mail["OutgoingMailServerPortNumber"])
END
}
check "the profile is a property list" profile

code() {
    local text
    text=$("$ROOT/mailstead" account qr "$USER@$DOMAIN" --data "$WORK/server" --json | json "d['text']")
    "$ROOT/mailstead" account qr "$USER@$DOMAIN" --data "$WORK/server" --out "$WORK/code.png"
    same "what a camera reads" "$text" "$(zbarimg -q --raw "$WORK/code.png")"
    python3 -c 'import json, sys; d = json.loads(sys.argv[1]); assert d[0] == 1 and d[2][4] == 1, d' "$text"
}
check "the QR code is read by zbarimg" code
