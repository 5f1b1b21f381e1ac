package org.mailstead.inbound;

import java.time.InstantSource;
import org.mailstead.directory.Directory;
import org.mailstead.mailbox.MailStore;
import org.mailstead.smtp.SmtpServices;

/** Puts the parts together. */
public final class Inbound {
    private Inbound() {}

    /** Services for SMTP sessions that deliver to the people in {@code directory}. */
    public static SmtpServices services(Directory directory, MailStore mail, InstantSource clock) {
        var book = new LocalRecipients(directory, mail);
        return new SmtpServices(book, new LocalDelivery(book, mail, clock), new DirectorySignIn(directory));
    }
}
