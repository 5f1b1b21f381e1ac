package org.mailstead.inbound;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mailstead.authenticity.AuthorDomain;
import org.mailstead.authenticity.DkimSigner;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.dns.DnsName;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.outbound.OwnSignature;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs what our people send, and what this server writes itself, for the domain their readers see. RFC 6376 §5.1. */
final class Signing implements OwnSignature {
    private static final Logger LOG = LoggerFactory.getLogger(Signing.class);

    private static final byte[] NOTHING = {};

    private final DkimKeys keys;
    private final InstantSource clock;

    Signing(DkimKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The message with signatures below its return path; empty if there is no key for whom it claims to be from, or the
     * one who sends it is of another domain: nobody gets the word of a domain that is not theirs. Empty too if its header
     * is too large to be changed.
     *
     * @param message must not be closed before what is returned
     */
    Optional<Spool> signed(SmtpEnvelope envelope, Spool message) throws IOException {
        byte[] fields;
        try (var in = new BufferedInputStream(message.open())) {
            RawHeader header = RawHeader.read(in);
            if (!(AuthorDomain.of(header) instanceof AuthorDomain.Known(var domain))) return Optional.empty();
            List<SigningKey> used = keys.used(domain.toString());
            if (used.isEmpty() || !isOf(envelope, domain)) return Optional.empty();
            fields = DkimSigner.sign(used, header, in, clock.instant());
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is not signed: {}", envelope.id(), e.getMessage());
            return Optional.empty();
        }
        return new HeaderChange(fields, _ -> false).apply(message);
    }

    /**
     * This server's name is mostly one below a domain of ours: then that domain signs, which is as good for those who ask for the
     * domain in From. RFC 9989 §4.4.1.
     */
    @Override
    public byte[] fields(byte[] message) {
        try (var in = new ByteArrayInputStream(message)) {
            RawHeader header = RawHeader.read(in);
            if (!(AuthorDomain.of(header) instanceof AuthorDomain.Known(var author))) return NOTHING;
            for (var domain = author;
                    domain.labels().size() > 1;
                    domain = domain.parent().orElseThrow()) {
                List<SigningKey> used = keys.used(domain.toString());
                if (!used.isEmpty()) return DkimSigner.sign(used, header, in, clock.instant());
            }
            return NOTHING;
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** The envelope's sender was looked at when it was said; a receipt has none, and is from whoever signed in. */
    private static boolean isOf(SmtpEnvelope envelope, DnsName domain) {
        return envelope.sender()
                .map(SmtpAddress::domain)
                .or(() -> envelope.peer()
                        .signedIn()
                        .map(who -> who.address().substring(who.address().lastIndexOf('@') + 1)))
                .flatMap(DnsName::parse)
                .filter(domain::equals)
                .isPresent();
    }
}
