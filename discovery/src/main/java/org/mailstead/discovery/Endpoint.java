package org.mailstead.discovery;

import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A port of this server that mail programs use. There is none without TLS: nobody signs in so. RFC 8314 §4.1. */
public record Endpoint(Protocol protocol, Security security, int port) {
    public boolean is(Protocol spoken, Security begun) {
        return protocol == spoken && security == begun;
    }
}
