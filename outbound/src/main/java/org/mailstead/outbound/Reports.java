package org.mailstead.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.outbound.QueuePartition.Child;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.Settlement.Told;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the messages that tell of others: to their senders, or to the postmaster where a report itself fails. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final BlobStore blobs;
    private final String hostName;
    private final Destinations destinations;
    private final OwnMail own;
    private final Duration giveUpAfter;

    Reports(BlobStore blobs, String hostName, Destinations destinations, OwnMail own, Duration giveUpAfter) {
        this.blobs = blobs;
        this.hostName = hostName;
        this.destinations = destinations;
        this.own = own;
        this.giveUpAfter = giveUpAfter;
    }

    /** Their bytes are in the blob store already; they become durable with the commit that names them. */
    List<Child> of(QueuedMessage message, Settlement settlement, Instant now) {
        var reports = new ArrayList<Child>();
        add(reports, DeliveryReport.Kind.FAILED, message, settlement.failed(), now);
        add(reports, DeliveryReport.Kind.DELAYED, message, settlement.delayed(), now);
        add(reports, DeliveryReport.Kind.DELIVERED, message, settlement.delivered(), now);
        return reports;
    }

    private void add(
            List<Child> reports, DeliveryReport.Kind kind, QueuedMessage message, List<Told> told, Instant now) {
        if (told.isEmpty()) return;
        Optional<SmtpAddress> sender = message.sender();
        if (sender.isPresent()) {
            reports.add(report(kind, Report.TO_SENDER, sender.get(), message, told, now));
        } else if (message.report() == Report.TO_SENDER && kind == DeliveryReport.Kind.FAILED) {
            reports.add(report(
                    DeliveryReport.Kind.UNDELIVERABLE_REPORT,
                    Report.TO_POSTMASTER,
                    SmtpAddress.POSTMASTER,
                    message,
                    told,
                    now));
        } else {
            LOG.info("{} has no sender to be told: {}", message.id(), settledText(told));
        }
    }

    private static List<String> settledText(List<Told> told) {
        return told.stream()
                .map(one -> "<" + one.recipient().address() + "> " + one.outcome())
                .toList();
    }

    private Child report(
            DeliveryReport.Kind kind,
            Report report,
            SmtpAddress to,
            QueuedMessage about,
            List<Told> told,
            Instant now) {
        String address = to.equals(SmtpAddress.POSTMASTER)
                ? to + "@" + hostName
                : Letters.inAscii(to).toString();
        var written =
                own.write(now, id -> bytes(new DeliveryReport(kind, id, address, hostName, about, told, now), about));
        String id = written.id();
        var message = new QueuedMessage(
                id,
                Optional.empty(),
                written.content(),
                written.bytes(),
                now,
                now.plus(giveUpAfter),
                null,
                // It holds the header of what it is about, and is to be kept from others as that is. RFC 8689 §5.
                MailParameters.USUAL
                        .withSmtpUtf8(!to.isAscii())
                        .withRequireTls(about.wants().requireTls()),
                report);
        // Nothing may be asked for in the envelope of a report but NEVER, and then its failure would not be told here.
        // RFC 3461
        // §6.1.
        var recipient = SmtpRecipient.of(to);
        var delivery = Delivery.first(new DeliveryKey(id, 0), destinations.of(to), List.of(recipient), now);
        return new Child(
                new QueuePartition.Waiting(message, List.of(delivery)),
                "told to <" + address + "> with " + id,
                "made by this server about " + about.id());
    }

    private byte[] bytes(DeliveryReport report, QueuedMessage about) {
        var out = new ByteArrayOutputStream();
        try (InputStream content = blobs.open(about.content())) {
            report.write(out, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
