package org.mailstead.gateway;

import java.util.Locale;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/** What the refusals of providers' mail servers mean. */
final class Refused {
    private Refused() {}

    /** @param said the server's last line */
    static NotNow by(MailServer server, String address, String said) {
        String line = TokenAnswer.line(said);
        Kind kind = kind(server.protocol(), line.toLowerCase(Locale.ROOT));
        String words = switch (kind) {
            case OTHER_MAILBOX ->
                "The one who signed in may not open the mailbox " + address + ", or "
                        + server.protocol() + " is switched off for it. Sign in as " + address
                        + ", or have its owner or an administrator give access: mailstead gateway add " + address + ".";
            case SENDING_OFF ->
                "Sending by mail programs is switched off for " + address
                        + ". Ask the administrators to switch on \"Authenticated SMTP\" for the mailbox.";
            case POLICY ->
                "The rules of the organisation keep mail programs from " + address
                        + ". Only its administrators can change that.";
            case CONNECTIONS ->
                "Too many connections to " + server.host() + " are open at once for " + address
                        + ". Close a program or a device; it works again in some minutes.";
            case TOO_FAST ->
                server.host() + " has had too many tries or messages of " + address
                        + " in a short time. It works again by itself, in some minutes to a day.";
            case REFUSED ->
                server.host() + " refuses what " + address + " is signed in with. If that stays so, sign in"
                        + " again: mailstead gateway add " + address + ".";
            default -> server.host() + " cannot serve " + address + " at the moment. Nothing is to be changed.";
        };
        return new NotNow(kind, words + " It says: " + line);
    }

    private static Kind kind(Protocol protocol, String said) {
        if (said.contains("authenticated but not connected")) return Kind.OTHER_MAILBOX;
        if (said.contains("disabled for the tenant") || said.contains("disabled for the mailbox"))
            return Kind.SENDING_OFF;
        if (said.contains("criteria to be authenticated")
                || said.contains("security defaults")
                || said.contains("basic authentication is ")) return Kind.POLICY;
        if (said.contains("simultaneous connections")
                || said.contains("too many connections")
                || said.contains("thread limit")
                || said.contains("4.3.2")) return Kind.CONNECTIONS;
        if (said.contains("too many")
                || said.contains("throttl")
                || said.contains("try again later")
                || said.contains("daily user sending")
                || said.startsWith("421 4.7.0")
                || said.startsWith("454 4.7.0")) return Kind.TOO_FAST;
        if (said.contains("unavailable") || said.contains("[sys/temp]") || said.contains("[inuse]"))
            return Kind.PROVIDER;
        return switch (protocol) {
            case SMTP -> said.startsWith("5") ? Kind.REFUSED : Kind.PROVIDER;
            case POP3 -> said.startsWith("-err") ? Kind.REFUSED : Kind.PROVIDER;
            // "* BYE" is a server that goes, whatever was said before.
            case IMAP -> said.startsWith("*") || said.isEmpty() ? Kind.PROVIDER : Kind.REFUSED;
        };
    }
}
