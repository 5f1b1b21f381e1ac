package org.mailstead.pop3;

import org.mailstead.directory.SignIn;
import org.mailstead.texts.Language;

/** Every answer POP3 gives, by what it means, in each {@link Language}. */
final class Pop3Replies {
    /** No timestamp in angle brackets: that would offer APOP, which needs passwords in clear on the server. */
    static final Pop3Reply GREETING = Pop3Reply.ok("Mailstead is ready for POP3", "Mailstead ist bereit für POP3");

    static final Pop3Reply CAPABILITIES = Pop3Reply.ok("here is what this server can do", "dies kann der Server");
    static final Pop3Reply BEGIN_TLS = Pop3Reply.ok("begin TLS now", "jetzt TLS beginnen");
    static final Pop3Reply NOTHING_DONE = Pop3Reply.ok("still here", "noch da");
    static final Pop3Reply NOTHING_MARKED = Pop3Reply.ok(
            "no message is marked as deleted any more", "keine Nachricht ist mehr als gelöscht vorgemerkt");
    static final Pop3Reply GOODBYE = Pop3Reply.ok("goodbye", "auf Wiedersehen");
    static final Pop3Reply UTF8_ON = Pop3Reply.ok("messages come as they are", "Nachrichten kommen, wie sie sind");
    static final Pop3Reply UTF8_BEFORE_TLS = Pop3Reply.error(
            "STLS comes before UTF8, and UTF8 was said already", "STLS kommt vor UTF8, und UTF8 wurde schon gesagt");
    static final Pop3Reply LANGUAGES = Pop3Reply.ok("languages of the answers", "Sprachen der Antworten");

    /** The same whether there is such an account or not. */
    static final Pop3Reply PASSWORD_PLEASE = Pop3Reply.ok("now the password", "jetzt das Passwort");

    static final Pop3Reply WRONG_PASSWORD =
            Pop3Reply.error("AUTH", "user name or password is wrong", "Benutzername oder Passwort ist falsch");
    static final Pop3Reply TOO_MANY_TRIES = Pop3Reply.error(
            "SYS/TEMP",
            "too many wrong passwords from your network: wait ten minutes, then try again",
            "zu viele falsche Passwörter aus Ihrem Netz: in zehn Minuten noch einmal versuchen");
    static final Pop3Reply CANNOT_CHECK_PASSWORDS = Pop3Reply.error(
            "SYS/TEMP",
            "passwords cannot be checked just now: try again in a minute",
            "Passwörter lassen sich gerade nicht prüfen: in einer Minute noch einmal versuchen");
    static final Pop3Reply SIGNED_IN_ELSEWHERE = Pop3Reply.ok(
            "signed in; the mailbox is at another server", "angemeldet; das Postfach liegt auf einem anderen Server");
    static final Pop3Reply ELSEWHERE = Pop3Reply.error(
            "SYS/TEMP",
            "the mailbox is at another server, which cannot be reached just now",
            "das Postfach liegt auf einem anderen Server, der gerade nicht erreichbar ist");
    static final Pop3Reply NOT_FOR_ANOTHER = Pop3Reply.error(
            "AUTH",
            "you have proved who you are, but nobody can act in the name of another one here",
            "Sie haben sich ausgewiesen, aber niemand kann hier im Namen eines anderen handeln");
    static final Pop3Reply APP_PASSWORD_WANTED = Pop3Reply.error(
            "AUTH",
            "this account has a second factor, which mail programs cannot ask for: make an app password for this"
                    + " program and type it in place of your own",
            "dieses Konto hat einen zweiten Faktor, nach dem Mailprogramme nicht fragen können: ein App-Passwort für"
                    + " dieses Programm erstellen und statt des eigenen eingeben");
    static final Pop3Reply NOT_FOR_POP3 = Pop3Reply.error(
            "SYS/PERM",
            "this password or token was made for other things than POP3: make one that may read mail",
            "dieses Passwort oder Token ist für anderes als POP3 gemacht: eines erstellen, das Mail lesen darf");
    static final Pop3Reply PASSWORD_EXPIRED = Pop3Reply.error(
            "AUTH",
            "this app password has ended: make a new one for this program",
            "dieses App-Passwort ist abgelaufen: für dieses Programm ein neues erstellen");
    static final Pop3Reply TOKEN_EXPIRED = Pop3Reply.error(
            "AUTH",
            "this token has ended: the program has to get itself a new one",
            "dieses Token ist abgelaufen: das Programm muss sich ein neues holen");
    static final Pop3Reply TOKEN_UNKNOWN = Pop3Reply.error(
            "AUTH",
            "this token is not good here: sign in again in the program, by way of the browser",
            "dieses Token gilt hier nicht: im Programm noch einmal über den Browser anmelden");
    static final Pop3Reply CERTIFICATE_UNKNOWN = Pop3Reply.error(
            "AUTH",
            "the certificate of this program names nobody here, or somebody else",
            "das Zertifikat dieses Programms nennt niemanden von hier oder jemand anderen");
    static final Pop3Reply ACCOUNT_DISABLED = Pop3Reply.error(
            "SYS/PERM",
            "this account is locked where its password is kept: ask whoever looks after your accounts",
            "dieses Konto ist gesperrt, wo sein Passwort verwaltet wird: bitte bei der Verwaltung der Konten"
                    + " nachfragen");
    static final Pop3Reply UNKNOWN_MECHANISM = Pop3Reply.error(
            "this way to sign in is not offered, CAPA names those that are",
            "diese Art der Anmeldung gibt es hier nicht, CAPA nennt die möglichen");
    static final Pop3Reply MECHANISMS = Pop3Reply.ok("ways to sign in", "Arten der Anmeldung");
    static final Pop3Reply SIGN_IN_CANCELLED =
            Pop3Reply.error("signing in was cancelled", "die Anmeldung wurde abgebrochen");
    static final Pop3Reply NO_BASE64 = Pop3Reply.error("that is not base64", "das ist kein Base64");
    static final Pop3Reply TLS_FIRST = Pop3Reply.error(
            "passwords are taken over TLS only: set this account to SSL/TLS, or to STARTTLS, in your mail program",
            "Passwörter werden nur über TLS genommen: im Mailprogramm für dieses Konto SSL/TLS oder STARTTLS"
                    + " einstellen");
    static final Pop3Reply PROOF_WANTED = Pop3Reply.error(
            "SYS/PERM",
            "programs may not show a password here: set the kind of sign-in to encrypted password, OAuth or"
                    + " certificate",
            "Programme dürfen hier kein Passwort zeigen: die Art der Anmeldung auf verschlüsseltes Passwort, OAuth oder"
                    + " Zertifikat stellen");
    static final Pop3Reply TLS_ALREADY =
            Pop3Reply.error("this connection has TLS already", "diese Verbindung hat schon TLS");
    static final Pop3Reply USER_FIRST = Pop3Reply.error("USER comes before PASS", "USER kommt vor PASS");
    static final Pop3Reply SIGN_IN_FIRST =
            Pop3Reply.error("sign in first, with USER and PASS", "erst anmelden, mit USER und PASS");
    static final Pop3Reply SIGNED_IN_ALREADY =
            Pop3Reply.error("you are signed in already", "Sie sind schon angemeldet");

    static final Pop3Reply UNKNOWN_COMMAND = Pop3Reply.error(
            "this is no command that this server knows", "das ist kein Befehl, den dieser Server kennt");
    static final Pop3Reply WRONG_ARGUMENTS =
            Pop3Reply.error("this command wants other arguments", "dieser Befehl will andere Angaben");
    static final Pop3Reply UNKNOWN_LANGUAGE = Pop3Reply.error(
            "answers are not given in this language, LANG alone names those there are",
            "in dieser Sprache wird nicht geantwortet, LANG allein nennt die möglichen");
    static final Pop3Reply LINE_TOO_LONG = Pop3Reply.error("this line is too long", "diese Zeile ist zu lang");
    static final Pop3Reply NO_SUCH_MESSAGE =
            Pop3Reply.error("there is no message of that number", "es gibt keine Nachricht mit dieser Nummer");
    static final Pop3Reply DELETED_ALREADY = Pop3Reply.error(
            "this message is marked as deleted already", "diese Nachricht ist schon als gelöscht vorgemerkt");

    static final Pop3Reply FAULT = Pop3Reply.error(
            "SYS/TEMP",
            "something went wrong on this server; it is in its log. Try again later",
            "auf diesem Server ging etwas schief; es steht in seinem Protokoll. Später noch einmal versuchen");
    static final Pop3Reply NOTHING_DELETED = Pop3Reply.error(
            "SYS/TEMP",
            "the messages could not be deleted and are still there. Try again later",
            "die Nachrichten konnten nicht gelöscht werden und sind noch da. Später noch einmal versuchen");
    static final Pop3Reply TOO_MANY_MISTAKES = Pop3Reply.error(
            "too many lines that are no commands: goodbye", "zu viele Zeilen, die keine Befehle sind: auf Wiedersehen");
    static final Pop3Reply TOO_MANY_COMMANDS = Pop3Reply.error(
            "too many commands without signing in: goodbye", "zu viele Befehle ohne Anmeldung: auf Wiedersehen");
    static final Pop3Reply TOO_MANY_CONNECTIONS = Pop3Reply.error(
            "SYS/TEMP",
            "too many connections at this moment: try again in a minute",
            "im Augenblick zu viele Verbindungen: in einer Minute noch einmal versuchen");

    private Pop3Replies() {}

    /**
     * RFC 3206 §4: [AUTH] where another password would help, so that a program asks for one; [SYS/PERM] where none would.
     */
    static Pop3Reply refused(SignIn.Reason reason) {
        return switch (reason) {
            case NO_SUCH_ACCOUNT, WRONG_PASSWORD, CODE_WANTED, WRONG_CODE -> WRONG_PASSWORD;
            case NOT_FOR_ANOTHER -> NOT_FOR_ANOTHER;
            case TOO_MANY_TRIES -> TOO_MANY_TRIES;
            case APP_PASSWORD_WANTED -> APP_PASSWORD_WANTED;
            case NOT_FOR_THIS -> NOT_FOR_POP3;
            case EXPIRED -> PASSWORD_EXPIRED;
            case TOKEN_EXPIRED -> TOKEN_EXPIRED;
            case TOKEN_UNKNOWN -> TOKEN_UNKNOWN;
            case CERTIFICATE_UNKNOWN -> CERTIFICATE_UNKNOWN;
            case DISABLED -> ACCOUNT_DISABLED;
        };
    }

    /** @param why in English, as the mechanism tells it */
    static Pop3Reply brokenSignIn(String why) {
        return Pop3Reply.error("signing in broke off: " + why, "die Anmeldung brach ab: " + why);
    }

    /** RFC 2449 §8.1.1. */
    static Pop3Reply tooSoon(long seconds) {
        return Pop3Reply.error(
                "LOGIN-DELAY",
                "this account was signed in to just now: try again in " + seconds + " s",
                "dieses Konto wurde eben erst abgefragt: in " + seconds + " s noch einmal versuchen");
    }

    static Pop3Reply signedIn(int messages) {
        return Pop3Reply.ok(messages(messages), nachrichten(messages));
    }

    static Pop3Reply count(int messages, long octets) {
        return Pop3Reply.ok(messages + " " + octets);
    }

    static Pop3Reply list(int messages, long octets) {
        return Pop3Reply.ok(
                messages(messages) + ", " + octets + " octets", nachrichten(messages) + ", " + octets + " Oktette");
    }

    static Pop3Reply size(int number, long octets) {
        return Pop3Reply.ok(number + " " + octets);
    }

    static Pop3Reply uniqueId(int number, String id) {
        return Pop3Reply.ok(number + " " + id);
    }

    static Pop3Reply uniqueIds(int messages) {
        return Pop3Reply.ok("unique ids of " + messages(messages), "Kennungen: " + nachrichten(messages));
    }

    static Pop3Reply message(long octets) {
        return Pop3Reply.ok(octets + " octets", octets + " Oktette");
    }

    static Pop3Reply top(long lines) {
        return Pop3Reply.ok("header and up to " + lines + " lines", "Kopf und bis zu " + lines + " Zeilen");
    }

    /** The tag comes first, so that the program sees which language was taken. RFC 6856 §3. */
    static Pop3Reply language(Language chosen) {
        return Pop3Reply.ok(
                chosen.tag() + " answers are in English now", chosen.tag() + " Antworten kommen nun auf Deutsch");
    }

    static Pop3Reply markedAsDeleted(int number) {
        return Pop3Reply.ok("message " + number + " goes at QUIT", "Nachricht " + number + " geht bei QUIT");
    }

    /** For accounts of which the holder wants that what was downloaded stays. */
    static Pop3Reply markedAsHidden(int number) {
        return Pop3Reply.ok(
                "message " + number
                        + " is not shown any more after QUIT; it stays on the server, as this account is set",
                "Nachricht " + number
                        + " wird nach QUIT nicht mehr gezeigt; sie bleibt auf dem Server, wie für dieses Konto"
                        + " eingestellt");
    }

    static Pop3Reply goodbye(long deleted) {
        return Pop3Reply.ok(
                "goodbye, " + messages(deleted) + " deleted", "auf Wiedersehen, " + nachrichten(deleted) + " gelöscht");
    }

    static Pop3Reply goodbyeHidden(long hidden) {
        return Pop3Reply.ok(
                "goodbye, " + messages(hidden) + " not shown any more",
                "auf Wiedersehen, " + nachrichten(hidden) + " nicht mehr gezeigt");
    }

    private static String messages(long count) {
        return count == 1 ? "1 message" : count + " messages";
    }

    private static String nachrichten(long count) {
        return count == 1 ? "1 Nachricht" : count + " Nachrichten";
    }
}
