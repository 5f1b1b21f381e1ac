package org.mailstead.ladder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailstead.settings.MailServer.Protocol;

/**
 * What is seen on one port of a host.
 *
 * @param ipv4 what came of connecting; empty if the host has no such address
 * @param ipv6 the same
 * @param first what the server said first, before anything was said to it; where TLS begins at once, what it says within if that is a refusal
 * @param plain what it offers before TLS; empty if it said nothing that can be understood
 * @param tls what came of TLS, from the start or by command; empty if it was not tried
 * @param secured what it offers within TLS
 */
public record PortFacts(
        String host,
        int port,
        Optional<Reached> ipv4,
        Optional<Reached> ipv6,
        Optional<First> first,
        Optional<Offer> plain,
        Optional<Tls> tls,
        Optional<Offer> secured) {
    /** What came of connecting. */
    public enum Reached {
        OPEN,
        REFUSED,
        /** Nothing came back. */
        TIMED_OUT,
        /** Connected, and cut at once. */
        CUT,
        /** There is no way there. */
        NO_WAY
    }

    /**
     * The first bytes.
     *
     * @param text for people, at most 200 characters without control characters; empty if nothing came
     */
    public record First(Kind kind, String text) {
        /** Whose words they are. */
        public enum Kind {
            IMAP,
            POP3,
            SMTP,
            /** It greets with a refusal, in the protocol that the text shows. */
            REFUSAL,
            TLS,
            HTTP,
            /** Nothing within the time that servers take. */
            SILENCE,
            /** Hung up without a word. */
            CLOSED,
            OTHER
        }
    }

    /**
     * What a server offers.
     *
     * @param startTls whether TLS can begin on command
     * @param mangled whether a line looks as if somebody had written over it, as {@code 250-XXXXXXXA}
     * @param mechanisms to sign in with, in capitals; {@code LOGIN} also stands for IMAP's command where it is not forbidden, {@code USER} for
     *     POP3's
     * @param size of the largest message, in bytes; empty if it is not told
     */
    public record Offer(
            Protocol protocol, boolean startTls, boolean mangled, Set<String> mechanisms, OptionalLong size) {
        public Offer {
            mechanisms = Set.copyOf(mechanisms);
        }
    }

    /** What came of TLS. */
    public sealed interface Tls {
        /** By command, and not from the start. */
        boolean onCommand();

        /**
         * TLS is there.
         *
         * @param version such as {@code TLSv1.3}
         * @param certificate the server's own
         */
        record Begun(boolean onCommand, String version, Certificate certificate) implements Tls {}

        /**
         * There is none.
         *
         * @param retries what came of the same with one thing less, each way at most once; empty if it was not tried, or no time was left
         */
        record Failed(boolean onCommand, Why why, String said, List<Retry> retries) implements Tls {
            public Failed {
                retries = List.copyOf(retries);
            }

            /** Nothing else was tried. */
            Failed(boolean onCommand, Why why, String said) {
                this(onCommand, why, said, List.of());
            }

            /** The certificate that was shown in this way; empty if no TLS came about in it, or it was not tried. */
            public Optional<Certificate> shownBy(Retry.Way way) {
                return retries.stream()
                        .filter(each -> each.way() == way)
                        .findFirst()
                        .flatMap(Retry::certificate);
            }

            /** Whether no TLS came about in this way either. */
            public boolean failedBy(Retry.Way way) {
                return retries.stream()
                        .anyMatch(
                                each -> each.way() == way && each.certificate().isEmpty());
            }
        }

        /** Why there is none. */
        enum Why {
            /** The other side speaks older versions only. */
            OLD_VERSION,
            /** No cipher that both know. */
            NO_CIPHER,
            /** What came is not TLS. */
            NOT_TLS,
            /** Hung up in the middle. */
            CUT,
            /** Nothing came back, or not all of it in time. */
            SILENT,
            /** It refused the command that begins TLS. */
            REFUSED,
            /** It says that it does not know the name that it was called by. RFC 6066 §3. */
            UNKNOWN_NAME,
            OTHER
        }
    }

    /**
     * A handshake with one thing less than the usual one, on a connection of its own on which nothing else is said within TLS.
     *
     * @param said why no TLS came about; empty if it did
     * @param certificate that was shown; empty if no TLS came about
     */
    public record Retry(Way way, String said, Optional<Certificate> certificate) {
        /** What was left out. */
        public enum Way {
            /** All versions but TLS 1.2. */
            ONLY_TLS_1_2,
            /** All versions but TLS 1.3. */
            ONLY_TLS_1_3,
            /** The name of the server. */
            WITHOUT_NAME
        }
    }

    /**
     * A certificate, and what it is worth here.
     *
     * @param names hosts that it is for
     * @param issuer who signed it, as a name for people
     * @param fingerprint SHA-256, in hexadecimal
     * @param doubts why it proves nothing; empty if it does
     * @param ends the last moment at which it holds
     */
    public record Certificate(
            List<String> names, String issuer, String fingerprint, Set<Doubt> doubts, Instant begins, Instant ends) {
        public Certificate {
            names = List.copyOf(names);
            doubts = Set.copyOf(doubts);
        }

        /** Why a certificate proves nothing. */
        public enum Doubt {
            EXPIRED,
            NOT_YET,
            OTHER_NAME,
            /** Signed by itself. */
            SELF_SIGNED,
            /** Signed by nobody whom this machine knows. */
            UNKNOWN_ISSUER,
            /** The certificate between this one and a known issuer was not sent. */
            INCOMPLETE
        }
    }

    /** Whether it answered by any way. */
    public boolean isOpen() {
        return ipv4.equals(Optional.of(Reached.OPEN)) || ipv6.equals(Optional.of(Reached.OPEN));
    }
}
