package org.mailstead.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.message.HeaderBlock;
import org.mailstead.outbound.Onward;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpRecipient.Event;
import org.mailstead.store.BlobStore;

/** What becomes of mail for an alias that leads elsewhere: the mail that goes there. RFC 5321 §3.9. */
final class Forwarding {
    /** What has been through here has this field, so that two aliases that lead to each other end at once. */
    private static final String DELIVERED_TO = "Delivered-To";

    /** Of the header that is looked through for it. */
    private static final int HEADER_BYTES = 256 * 1024;

    private final LocalRecipients recipients;
    private final SenderRewriting rewriting;
    private final Sealing sealing;
    private final BlobStore blobs;

    Forwarding(LocalRecipients recipients, SenderRewriting rewriting, Sealing sealing, BlobStore blobs) {
        this.recipients = recipients;
        this.rewriting = rewriting;
        this.sealing = sealing;
        this.blobs = blobs;
    }

    /** The mail goes in a circle. */
    static final class Circle extends Exception {
        private static final long serialVersionUID = 1L;

        Circle(MailAddress alias) {
            super("The mail for " + alias + " goes in a circle: it leads elsewhere, and from there back here.");
        }
    }

    private record Way(MailAddress by, Optional<MailAddress> owner) {}

    /**
     * @param recipient who was to get the message
     * @param onward to whom it leads
     * @param alone whether that is one other in its place
     * @throws Circle if it was here before for the same
     */
    List<Onward> of(QueuedMessage message, SmtpRecipient recipient, List<Resolution.Onward> onward, boolean alone)
            throws IOException, Circle {
        if (onward.isEmpty()) return List.of();
        Set<MailAddress> before = deliveredTo(message);
        var ways = new LinkedHashMap<Way, List<SmtpRecipient>>();
        for (Resolution.Onward each : onward) {
            if (before.contains(each.by())) throw new Circle(each.by());
            ways.computeIfAbsent(new Way(each.by(), each.owner()), _ -> new ArrayList<>())
                    .add(to(recipient, each, alone));
        }
        var all = new ArrayList<Onward>();
        for (var each : ways.entrySet()) {
            Way way = each.getKey();
            String top = sealing.fields(message, way.by()) + top(way.by());
            boolean list = way.owner().isPresent();
            all.add(new Onward(sender(message.sender(), way), each.getValue(), top, list, "it was for " + way.by()));
        }
        return all;
    }

    /** A report that comes back to an address which was made for it. */
    static Onward back(QueuedMessage message, SmtpRecipient recipient, SmtpAddress original) {
        var to = new SmtpRecipient(original, recipient.events(), null);
        return new Onward(message.sender(), List.of(to), "", false, "to the sender of a mail that went on from here");
    }

    private Optional<SmtpAddress> sender(Optional<SmtpAddress> sender, Way way) {
        // Nobody is told of a report: it must not look as if somebody could be.
        if (sender.isEmpty()) return sender;
        if (way.owner().isPresent()) return way.owner().map(Forwarding::smtp);
        if (recipients.isOurs(sender.get())) return sender;
        return Optional.of(rewriting.rewritten(sender.get(), way.by().asciiDomain()));
    }

    /** With the sender's wishes; but of success, where it goes on to several, that is told here. RFC 3461 §5.2.7. */
    private static SmtpRecipient to(SmtpRecipient recipient, Resolution.Onward onward, boolean alone) {
        if (onward.owner().isPresent()) return SmtpRecipient.of(smtp(onward.to()));
        Set<Event> events = alone ? recipient.events() : withoutSuccess(recipient.events());
        return new SmtpRecipient(smtp(onward.to()), events, recipient.original());
    }

    private static @Nullable Set<Event> withoutSuccess(@Nullable Set<Event> events) {
        if (events == null) return null;
        var some = EnumSet.noneOf(Event.class);
        some.addAll(events);
        some.remove(Event.SUCCESS);
        return some;
    }

    private static SmtpAddress smtp(MailAddress address) {
        return new SmtpAddress(address.local(), address.asciiDomain());
    }

    /** Nothing for a name with other letters, which not every server takes in a header. */
    private static String top(MailAddress by) {
        boolean ascii = by.local().chars().allMatch(c -> c < 0x80);
        return ascii ? DELIVERED_TO + ": " + smtp(by) + "\r\n" : "";
    }

    private Set<MailAddress> deliveredTo(QueuedMessage message) throws IOException {
        try (InputStream content = message.openUpTo(HEADER_BYTES, blobs)) {
            var found = new HashSet<MailAddress>();
            for (var field : HeaderBlock.parse(content.readAllBytes()).fields()) {
                if (!field.name().equalsIgnoreCase(DELIVERED_TO)) continue;
                MailAddress.parse(field.value().strip()).ifPresent(found::add);
            }
            return found;
        }
    }
}
