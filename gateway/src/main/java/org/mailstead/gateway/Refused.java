package org.mailstead.gateway;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/** What the refusals of providers' mail servers mean. */
final class Refused {
    private record Words(Kind means, Pattern pattern) {}

    /** What the big ones say; the first that fits counts. */
    private static final List<Words> WORDS = List.of(
            words(Kind.OTHER_MAILBOX, "authenticated but not connected|connection closed\\. 14\\b"),
            words(Kind.SENDING_OFF, "disabled for the (tenant|mailbox)"),
            words(Kind.POLICY, "criteria to be authenticated|security defaults|conditional access"),
            words(Kind.BROWSER_ONLY, "basic auth(entication)? is |5\\.7\\.30\\b"),
            words(Kind.APP_PASSWORD, "application-specific password|534[- ]5\\.7\\.9\\b"),
            words(Kind.ACCOUNT_LOCKED, "5\\.7\\.14\\b|web login required|log in (via|through|with) your web browser"),
            words(Kind.UNKNOWN_PROGRAM, "unsafe login"),
            words(Kind.SENDER, "sendasdenied|5\\.2\\.252\\b"),
            words(Kind.DISTRUSTED, "5\\.1\\.8\\b"),
            words(Kind.CONNECTIONS, "simultaneous connections|too many connections|thread limit|4\\.3\\.2\\b"),
            words(
                    Kind.TOO_FAST,
                    "too many|throttl|try again later|daily user sending|5\\.4\\.5\\b|5\\.2\\.25[1345]\\b"
                            + "|^(421|454)[- ]4\\.7\\.0"),
            words(Kind.PROVIDER, "unavailable|\\[sys/temp]|\\[inuse]"));

    private Refused() {}

    private static Words words(Kind means, String pattern) {
        return new Words(means, Pattern.compile(pattern));
    }

    /** @param said the server's last line */
    static NotNow by(MailServer server, String address, String said) {
        String line = TokenAnswer.line(said);
        Kind kind = kind(server.protocol(), line.toLowerCase(Locale.ROOT));
        return new NotNow(new Trouble(kind, words(kind, server, address) + " It says: " + line, line));
    }

    private static String words(Kind kind, MailServer server, String address) {
        return switch (kind) {
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
            case BROWSER_ONLY ->
                server.host() + " takes no passwords for " + address
                        + " any more. Sign in with the browser: mailstead gateway remove " + address
                        + ", then add it again without a password.";
            case APP_PASSWORD ->
                server.host() + " wants a password that is made for programs. Make one on the provider's pages, then:"
                        + " mailstead gateway add " + address + ".";
            case ACCOUNT_LOCKED ->
                "The provider has locked " + address
                        + " for programs. Sign in once on its web pages, and wait a quarter" + " of an hour.";
            case UNKNOWN_PROGRAM ->
                server.host()
                        + " lets in only programs that say who they are, and does not take what the gateway says.";
            case SENDER -> "The provider lets " + address + " send under its own address only. Change the sender.";
            case DISTRUSTED ->
                "The provider has stopped " + address
                        + " from sending, since it looked like spam. Ask it to begin again.";
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
    }

    private static Kind kind(Protocol protocol, String said) {
        for (Words each : WORDS) if (each.pattern().matcher(said).find()) return each.means();
        return switch (protocol) {
            case SMTP -> said.startsWith("5") ? Kind.REFUSED : Kind.PROVIDER;
            case POP3 -> said.startsWith("-err") ? Kind.REFUSED : Kind.PROVIDER;
            // "* BYE" is a server that goes, whatever was said before.
            case IMAP -> said.startsWith("*") || said.isEmpty() ? Kind.PROVIDER : Kind.REFUSED;
        };
    }
}
