package org.mailstead.tlspolicy;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.tlspolicy.TlsFailure.Kind;
import org.mailstead.wire.TlsClient.Shown;

/** What a host has to do and to prove before it gets mail. */
public sealed interface Demand {
    /** Nothing: TLS if it can, with whatever certificate. RFC 7435 §3. */
    record Nothing() implements Demand {}

    /** TLS with whatever certificate: its TLSA records say that it can, but none of them can be used. RFC 7672 §2.2. */
    record Encryption() implements Demand {}

    /**
     * A certificate that fits its TLSA records.
     *
     * @param base the name they stand at, which the host is asked for by. RFC 7672 §8.1
     * @param records usable ones, at least one
     * @param names one of which the certificate has to bear where an issuer is named; none where only its own key counts
     */
    record Dane(DnsName base, List<Tlsa> records, List<DnsName> names) implements Demand {
        public Dane {
            if (records.isEmpty()) throw new IllegalArgumentException("nothing to compare with");
            records = List.copyOf(records);
            names = List.copyOf(names);
        }
    }

    /**
     * A certificate for its name from somebody this machine trusts.
     *
     * @param asker who wants that, such as {@code example.org asks (MTA-STS)}
     */
    record TrustedCertificate(String asker) implements Demand {}

    /**
     * Nothing, but whether it would prove its name is looked at and reported: a policy on trial. RFC 8461 §5.
     *
     * @param known what is wrong with it whatever it shows
     * @param told for the story of a message, after the name of the host and a colon
     */
    record Watched(TrustedCertificate wish, Optional<TlsFailure> known, String told) implements Demand {
        /** By a policy that holds. */
        public static Watched onTrial(TrustedCertificate wish, Optional<TlsFailure> known) {
            String told = wish.words() + "; that is on trial, and mail goes there in any case";
            return new Watched(
                    wish, known, told + known.map(why -> ", although " + why).orElse(""));
        }

        /** By a policy that is there, and cannot be had. */
        public static Watched withoutPolicy(TrustedCertificate wish, TlsFailure why) {
            String told = wish.asker() + " for something that cannot be read, and mail goes there without: " + why;
            return new Watched(wish, Optional.of(why), told);
        }
    }

    static Demand nothing() {
        return new Nothing();
    }

    /** Whether it gets no mail in plain text. */
    default boolean isMandatory() {
        return !(this instanceof Nothing || this instanceof Watched);
    }

    /** Whether the host proves that it is the one that was meant. */
    default boolean isAuthenticating() {
        return switch (this) {
            case Dane _, TrustedCertificate _ -> true;
            case Nothing _, Encryption _, Watched _ -> false;
        };
    }

    /** The name by which the host is asked for its certificate. */
    default String serverName(String host) {
        return this instanceof Dane dane ? dane.base().toString() : host;
    }

    /** In words, to be followed by what is wrong. */
    default String words() {
        return switch (this) {
            case Nothing _ -> "";
            case Watched watched -> watched.wish().words();
            case Encryption _ -> "its TLSA records say that it takes mail over TLS only";
            case Dane _ -> "its TLSA records (DANE) say which certificate it has";
            case TrustedCertificate(var asker) -> asker + " for TLS with a certificate that proves its name";
        };
    }

    /** The same for the story of a message, empty if there is nothing to tell. */
    default String story() {
        return this instanceof Watched watched ? watched.told() : words();
    }

    /** What is wrong with a host that does not offer TLS. */
    default TlsFailure notOffered() {
        return new TlsFailure(Kind.STARTTLS_NOT_SUPPORTED, but() + "it does not offer STARTTLS");
    }

    private String but() {
        return words().isEmpty() ? "" : words() + ", but ";
    }

    /** The same for one with which no TLS comes about. */
    default TlsFailure broken(@Nullable String why) {
        return new TlsFailure(Kind.VALIDATION_FAILURE, but() + "no TLS comes about: " + why);
    }

    /** What is wrong with what a host has shown. */
    default Optional<TlsFailure> objection(@Nullable Shown shown, Instant now) {
        if (!isMandatory()) return Optional.empty();
        if (shown == null || shown.chain().isEmpty()) return Optional.of(broken("it shows no certificate"));
        return switch (this) {
            case Nothing _, Watched _, Encryption _ -> Optional.empty();
            case Dane dane -> dane(dane, shown.chain(), now);
            case TrustedCertificate _ ->
                Optional.ofNullable(shown.doubt())
                        .map(doubt -> new TlsFailure(
                                switch (doubt.kind()) {
                                    case NOT_VALID_NOW -> Kind.CERTIFICATE_EXPIRED;
                                    case OTHER_NAME -> Kind.CERTIFICATE_HOST_MISMATCH;
                                    case NOT_TRUSTED -> Kind.CERTIFICATE_NOT_TRUSTED;
                                },
                                words() + ", but " + doubt));
        };
    }

    /** What is wrong, whether or not mail is kept back for it: for reports. */
    default Optional<TlsFailure> shortcoming(@Nullable Shown shown, Instant now) {
        return this instanceof Watched watched
                ? watched.known().or(() -> watched.wish().objection(shown, now))
                : objection(shown, now);
    }

    private static Optional<TlsFailure> dane(Dane dane, List<X509Certificate> chain, Instant now) {
        return new TlsaMatch(chain, dane.names(), now)
                .objection(dane.records())
                .map(found -> new TlsFailure(found.kind(), dane.words() + ", but " + found.why()));
    }
}
