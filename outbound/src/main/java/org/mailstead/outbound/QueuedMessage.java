package org.mailstead.outbound;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What is the same for all recipients of a message in the queue.
 *
 * @param id names it in {@code Received}, logs and commands; those made later sort behind those made earlier
 * @param sender empty for the null reverse path: then no report goes to it
 * @param content its bytes, trace fields on top
 * @param bytes length of {@code content}
 * @param received when it was taken over
 * @param expires when its sender is told that it could not be delivered
 * @param submitter id of the account that sent it; null if it came from another server
 * @param wants how it has to be handled
 * @param report how far it is from mail of a person
 */
public record QueuedMessage(
        String id,
        Optional<SmtpAddress> sender,
        BlobId content,
        long bytes,
        Instant received,
        Instant expires,
        @Nullable String submitter,
        MailParameters wants,
        Report report) {
    /** Form 1 ended before the time by which it has to be delivered. */
    private static final int WITH_DELIVER_BY = 2;

    /** Whether a message is itself about one that failed. */
    public enum Report implements QueueRows.Coded {
        NONE(0),
        /** To the sender of a message. If it cannot be delivered either, the postmaster gets to see it. */
        TO_SENDER(1),
        /** To the postmaster. If even that fails there is nobody left to tell. */
        TO_POSTMASTER(2);

        private final int code;

        Report(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    byte[] encode() {
        var row = new RowWriter().varint(WITH_DELIVER_BY).string(id);
        row.bool(sender.isPresent());
        sender.ifPresent(address -> QueueRows.write(row, address));
        row.bytes(content.bytes()).varint(bytes);
        row.varint(received.toEpochMilli()).varint(expires.toEpochMilli());
        row.optionalString(submitter);
        QueueRows.write(row, wants);
        row.u8(report.code());
        QueueRows.write(row, wants.deliverBy());
        return row.toBytes();
    }

    static QueuedMessage decode(byte[] row) {
        return QueueRows.read(row, WITH_DELIVER_BY, QueuedMessage::read);
    }

    private static QueuedMessage read(RowReader in, long form) {
        var message = new QueuedMessage(
                in.string(),
                in.bool() ? Optional.of(QueueRows.address(in)) : Optional.empty(),
                BlobId.ofSha256(in.bytes()),
                in.varint(),
                Instant.ofEpochMilli(in.varint()),
                Instant.ofEpochMilli(in.varint()),
                in.optionalString(),
                QueueRows.parameters(in),
                QueueRows.oneOf(Report.values(), in.u8()));
        return form < WITH_DELIVER_BY ? message : message.with(message.wants().with(QueueRows.deliverBy(in)));
    }

    /** Its bytes. @throws IOException if they are not there, which only damage takes away */
    public InputStream open(BlobStore blobs) throws IOException {
        return openUpTo(Long.MAX_VALUE, blobs);
    }

    /** The first of its bytes; otherwise as {@link #open}. */
    public InputStream openUpTo(long most, BlobStore blobs) throws IOException {
        InputStream in = blobs.open(content, 0, most);
        if (in == null) throw new FileNotFoundException("the bytes of " + id + " are not there");
        return in;
    }

    private QueuedMessage with(MailParameters others) {
        return new QueuedMessage(id, sender, content, bytes, received, expires, submitter, others, report);
    }
}
