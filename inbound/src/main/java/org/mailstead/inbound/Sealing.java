package org.mailstead.inbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.mailstead.authenticity.ArcSealer;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.authenticity.SignatureAlgorithm;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.directory.MailAddress;
import org.mailstead.outbound.QueuedMessage;
import org.mailstead.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals mail that goes on to others, for the domain of the alias that says so: SPF fails there, and with it DMARC where nobody
 * signed, but whoever trusts us can believe what we found out. RFC 8617 §5.1.
 */
final class Sealing {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

    private final DkimKeys keys;
    private final String hostName;
    private final BlobStore blobs;
    private final InstantSource clock;

    /** @param hostName under which this server writes what it finds out */
    Sealing(DkimKeys keys, String hostName, BlobStore blobs, InstantSource clock) {
        this.keys = keys;
        this.hostName = hostName;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Fields to put on top of the message, which must go on as it is otherwise; none if there is no key, or nothing to seal. */
    String fields(QueuedMessage message, MailAddress by) throws IOException {
        Optional<SigningKey> key = key(by);
        if (key.isEmpty()) return "";
        try (InputStream content = message.open(blobs)) {
            var in = new BufferedInputStream(content);
            return ArcSealer.seal(key.get(), hostName, RawHeader.read(in), in, clock.instant())
                    .map(fields -> new String(fields, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            LOG.warn("{} goes on without a seal: {}", message.id(), e.getMessage());
            return "";
        }
    }

    /** A chain has one signature for each server, so the kind that everybody can verify. RFC 8617 §4.1.2. */
    private Optional<SigningKey> key(MailAddress by) {
        var used = keys.used(by.asciiDomain());
        return used.stream()
                .filter(key -> key.algorithm() == SignatureAlgorithm.RSA_SHA256)
                .findFirst()
                .or(() -> used.stream().findFirst());
    }
}
