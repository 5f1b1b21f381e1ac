#!/usr/bin/env bash
# Exim, unpacked into a folder of its own since Debian lets only one mail server be installed: it sends in chunks (BDAT) to whoever
# offers CHUNKING.
set -euo pipefail
. "$HERE/lib.sh"

USER=user0010
X="$WORK/exim"
mkdir -p "$X/spool" "$X/log"
chmod 711 "$WORK"
cp "$CERT" "$X/server.pem"
chown -R nobody "$X/spool" "$X/log"

unpack() {
    cd "$X"
    apt-get download exim4-daemon-light
    dpkg -x exim4-daemon-light_*.deb files
    # Root starts it, and a program that gives itself rights would lose the variables below.
    chmod u-s files/usr/sbin/exim4
}
check "Debian's Exim, unpacked" unpack

# It insists that a user of this name exists, whom only its package would make.
cp /etc/passwd "$X/passwd"
cp /etc/group "$X/group"
echo "Debian-exim:x:$(id -u nobody):$(id -g nobody)::/nonexistent:/usr/sbin/nologin" >> "$X/passwd"
echo "Debian-exim:x:$(id -g nobody):" >> "$X/group"

cat > "$X/exim.conf" << END
exim_path = $X/files/usr/sbin/exim4
spool_directory = $X/spool
log_file_path = $X/log/%slog
primary_hostname = exim.example.org
qualify_domain = exim.example.org
smtputf8_advertise_hosts =
keep_environment = LD_PRELOAD : NSS_WRAPPER_PASSWD : NSS_WRAPPER_GROUP
tls_advertise_hosts =
never_users =
deliver_drop_privilege = true
begin routers
all:
  driver = manualroute
  route_list = * localhost
  host_find_failed = defer
  self = send
  transport = smtp
begin transports
smtp:
  driver = smtp
  hosts = 127.0.0.1
  port = $SMTP_MX
  allow_localhost
  hosts_try_chunking = *
  tls_verify_certificates = $X/server.pem
  tls_verify_hosts = *
  hosts_require_tls = *
begin retry
* * F,1h,1m
END
exim() {
    # Not for dpkg and others: they would see these users too.
    LD_PRELOAD=libnss_wrapper.so NSS_WRAPPER_PASSWD="$X/passwd" NSS_WRAPPER_GROUP="$X/group" \
        timeout "$PATIENCE" "$X/files/usr/sbin/exim4" -C "$X/exim.conf" "$@"
}

sent() {
    message "$X/message" "exim chunks" 2000
    printf '.\r\n..\r\n.dot\r\n' >> "$X/message"
    exim -odf -i -f tester@exim.example.org "$USER@$DOMAIN" < "$X/message" || { cat "$X"/log/* && return 1; }
    # K: the message went by BDAT. X=: over TLS.
    grep -E "^.* [=-]> $USER@$DOMAIN .* X=TLS.* CV=yes.* K " "$X/log/mainlog" || { cat "$X/log/mainlog" && return 1; }
    wait_for 20 searched "$USER" "exim chunks"
}
check "a message by BDAT, over TLS" sent

same_text() {
    text "$USER" "$(searched "$USER" "exim chunks")" | sed '1,/^$/d' > "$X/came"
    tr -d '\r' < "$X/message" | sed '1,/^$/d' > "$X/went"
    cmp "$X/went" "$X/came"
}
check "whose text is the same byte for byte" same_text

two() {
    exim -odf -i -f tester@exim.example.org "$USER@$DOMAIN" "nobody@$DOMAIN" << END || true
From: tester@exim.example.org
To: $USER@$DOMAIN
Subject: exim two

Text.
END
    wait_for 20 searched "$USER" "exim two"
    grep -E "\*\* nobody@$DOMAIN .* 550" "$X/log/mainlog"
}
check "one of two recipients is unknown: the other gets it" two
