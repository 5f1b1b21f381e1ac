package org.mailstead.inbound;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.mailstead.directory.Directory;
import org.mailstead.directory.Resolution;
import org.mailstead.directory.SignIns;
import org.mailstead.mailbox.MailStore;
import org.mailstead.outbound.AddressProbe;
import org.mailstead.outbound.Destination;
import org.mailstead.outbound.Destinations;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.OwnSignature;
import org.mailstead.outbound.Transport;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.smtp.Gatekeeper;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpServices;
import org.mailstead.smtp.UrlContents;
import org.mailstead.store.BlobStore;

/** Puts the parts together. */
public final class Inbound {
    private final Directory directory;
    private final MailStore mail;
    private final InstantSource clock;
    private final LocalRecipients recipients;
    private final SenderRewriting rewriting;
    private final DkimKeys keys;
    private final ReceivedReports reports;

    /** @param reports where what other servers report comes to lie */
    public Inbound(Directory directory, MailStore mail, ReceivedReports reports, InstantSource clock) {
        this.reports = reports;
        this.directory = directory;
        this.mail = mail;
        this.clock = clock;
        rewriting = new SenderRewriting(() -> directory.secrets().key("sender-rewriting"), clock);
        recipients = new LocalRecipients(directory, mail, rewriting);
        keys = new DkimKeys(directory, clock);
    }

    /**
     * Services for SMTP sessions that bring mail to the people in the directory, and take theirs.
     *
     * @param probe asks the other server of a domain that is split; empty where all its addresses count as good
     * @param spoolFolder for messages under way that are too large for memory
     */
    public SmtpServices services(
            MailQueue queue,
            SignIns signIns,
            String hostName,
            Path spoolFolder,
            Gatekeeper gatekeeper,
            Optional<AddressProbe> probe) {
        var header = new SubmittedHeader(hostName, clock);
        var sent = new SentMail(directory, mail, header, clock);
        var reputation = new Reputation(hostName, clock);
        var inboxes = new Inboxes(mail, reputation, clock);
        var submission = new Acceptance.Submission(header, new Signing(keys, clock), sent, reputation);
        var drop = new ReportDrop(directory, recipients, reports, hostName);
        return new SmtpServices(
                probe.<Recipients>map(there -> new SplitDomains(recipients, there))
                        .orElse(recipients),
                new BinaryMail(new Acceptance(recipients, inboxes, mail, queue, drop, submission), spoolFolder),
                new DirectorySignIn(directory, signIns),
                new OwnAddresses(recipients),
                gatekeeper,
                UrlContents.NONE);
    }

    /** Which addresses are of people here. */
    public Destinations destinations() {
        return address -> switch (recipients.resolve(address)) {
            case Resolution.Local local -> Destination.HERE;
            case Resolution.NoSuchAddress none -> Destination.HERE;
            case Resolution.Routed() -> sentOnOr(address);
            case Resolution.Backed(var _), Resolution.Elsewhere() -> Destination.of(address);
        };
    }

    private Destination sentOnOr(SmtpAddress address) {
        return recipients.sentOnFor(address).isPresent() ? Destination.HERE : Destination.of(address);
    }

    /** Signs what this server writes itself. */
    public OwnSignature ownSignature() {
        return new Signing(keys, clock);
    }

    /**
     * Brings mail from the queue to them.
     *
     * @param blobs the bytes of what waits there
     * @param hostName under which this server writes what it finds out about mail
     */
    public Transport transport(BlobStore blobs, String hostName) {
        var inboxes = new Inboxes(mail, new Reputation(hostName, clock), clock);
        var sealing = new Sealing(keys, hostName, blobs, clock);
        return new LocalTransport(
                recipients,
                inboxes,
                mail,
                new Forwarding(recipients, rewriting, sealing, blobs),
                new ReportDrop(directory, recipients, reports, hostName),
                blobs);
    }
}
