package org.mailstead.oauth;

import org.mailstead.texts.Language;

/** What the pages say. */
enum Phrase {
    TITLE("Let a program into your mail", "Ein Programm an Ihre Post lassen"),
    ASKS("asks for access to your account here:", "bittet um Zugang zu Ihrem Konto hier:"),
    READ("read your mail and change it (IMAP)", "Ihre Post lesen und verändern (IMAP)"),
    FETCH("fetch your mail and delete it (POP3)", "Ihre Post abholen und löschen (POP3)"),
    SEND("send mail in your name", "in Ihrem Namen Post senden"),
    RULES("change your rules for incoming mail", "Ihre Regeln für eingehende Post ändern"),
    CALENDARS("read and change calendars and contacts", "Kalender und Kontakte lesen und verändern"),
    OWN_NAME(
            "That is what it calls itself. Go on only if you are setting up this program at this moment.",
            "So nennt es sich selbst. Machen Sie nur weiter, wenn Sie dieses Programm gerade selbst einrichten."),
    PASSWORD_STAYS(
            "The program does not see your password, and you can take its access back at any time.",
            "Das Programm erfährt Ihr Kennwort nicht, und Sie können ihm den Zugang jederzeit wieder nehmen."),
    ON_DEVICE("It asks from the network address", "Es fragt von der Netzadresse"),
    DEVICE_WARNING(
            "Did somebody send you this code, or tell you to come here? Then refuse: whoever it is would get all your mail.",
            "Hat Ihnen jemand diesen Code geschickt oder Sie gebeten, hierher zu kommen? Dann lehnen Sie ab: Er bekäme Ihre ganze"
                    + " Post."),
    USER("Mail address", "Mail-Adresse"),
    PASSWORD("Password", "Kennwort"),
    SECOND("Code of your second factor", "Code Ihres zweiten Faktors"),
    LET_IN("Let it in", "Zugang geben"),
    REFUSE("Refuse", "Ablehnen"),
    WRONG(
            "That is not right. Check the address and the password.",
            "Das stimmt nicht. Prüfen Sie Adresse und Kennwort."),
    WRONG_CODE("That is not right. Check password and code.", "Das stimmt nicht. Prüfen Sie Kennwort und Code."),
    SECOND_WANTED(
            "This account has a second factor. Type your password again, and its code.",
            "Dieses Konto hat einen zweiten Faktor. Geben Sie Ihr Kennwort noch einmal ein, und seinen Code."),
    TRY_LATER(
            "That cannot be done now: there were too many tries, or the server is busy. Try again in ten minutes.",
            "Das geht gerade nicht: Es gab zu viele Versuche, oder der Server ist überlastet. Versuchen Sie es in zehn Minuten wieder."),
    OLD_FORM(
            "This page was open for too long, or your browser takes no cookies from here. Try again.",
            "Diese Seite war zu lange offen, oder Ihr Browser nimmt keine Cookies von hier. Versuchen Sie es noch einmal."),
    DEVICE_TITLE("Connect a device", "Ein Gerät verbinden"),
    DEVICE_CODE("Code that the program shows", "Code, den das Programm anzeigt"),
    GO_ON("Go on", "Weiter"),
    UNKNOWN_CODE(
            "There is no such code, or it is too old. Look again, or let the program show another.",
            "Diesen Code gibt es nicht, oder er ist zu alt. Sehen Sie noch einmal nach, oder lassen Sie sich einen neuen zeigen."),
    TOO_MANY_CODES(
            "There were too many wrong codes from your network. Try again in fifteen minutes.",
            "Aus Ihrem Netz kamen zu viele falsche Codes. Versuchen Sie es in fünfzehn Minuten wieder."),
    DONE("It is done", "Fertig"),
    CONNECTED("has access now. You can close this page.", "hat jetzt Zugang. Sie können diese Seite schließen."),
    REFUSED("got no access. You can close this page.", "hat keinen Zugang bekommen. Sie können diese Seite schließen."),
    CANNOT("This cannot be done", "Das geht nicht"),
    BAD_REQUEST(
            "The program that sent you here made a mistake:",
            "Das Programm, das Sie hierher geschickt hat, hat einen Fehler gemacht:");

    private final String english;
    private final String german;

    Phrase(String english, String german) {
        this.english = english;
        this.german = german;
    }

    String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case GERMAN -> german;
        };
    }
}
