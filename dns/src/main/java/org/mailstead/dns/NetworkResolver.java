package org.mailstead.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** Asks recursive servers over the network: UDP, TCP where the answer does not fit, one server after the other. */
public final class NetworkResolver implements Resolver {
    /** Bytes of an answer over UDP: larger ones would come in fragments, which can be lost and forged. RFC 9715 §3.2. */
    private static final int UDP_BYTES = 1232;

    /** How often the whole list of servers is gone through. */
    private static final int ROUNDS = 2;

    static {
        // By a hook of its own the library ends as soon as the process is told to end, and whoever asks then fails;
        // sessions that are brought to an end properly still ask. Its thread is a daemon and holds nothing up.
        System.setProperty("dnsjava.nio.register_shutdown_hook", "false");
    }

    private final org.xbill.DNS.Resolver upstream;
    private final Dnssec dnssec;
    private final Duration perLookup;

    /** @param clock for the times in signatures */
    public NetworkResolver(NetworkSettings settings, Clock clock) {
        this(settings, clock, TrustAnchors.ROOT);
    }

    /** @param anchors DS records of the root zone that proofs begin with, in a zone file's form */
    NetworkResolver(NetworkSettings settings, Clock clock, String anchors) {
        this.dnssec = settings.dnssec();
        this.perLookup = settings.perLookup();
        var servers = new ArrayList<org.xbill.DNS.Resolver>();
        for (var address : settings.servers()) {
            var server = new SimpleResolver(address);
            server.setTimeout(settings.perQuery());
            servers.add(server);
        }
        var all = new ExtendedResolver(servers);
        all.setRetries(ROUNDS);
        all.setTimeout(perLookup);
        all.setEDNS(0, UDP_BYTES, 0, List.of());
        this.upstream = dnssec == Dnssec.VALIDATE ? validating(all, clock, anchors) : all;
    }

    private static ValidatingResolver validating(org.xbill.DNS.Resolver all, Clock clock, String anchors) {
        var validating = new ValidatingResolver(all, clock);
        // It asks for signatures, and for answers of its own size.
        all.setEDNS(0, UDP_BYTES, ExtendedFlags.DO, List.of());
        try {
            validating.init(new Properties());
            validating.loadTrustAnchors(TrustAnchors.stream(anchors));
        } catch (IOException e) {
            throw new UncheckedIOException("the root's keys cannot be read", e);
        }
        return validating;
    }

    @Override
    public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
        long deadline = System.nanoTime() + perLookup.toNanos();
        var chain = new AliasChain(name);
        while (true) {
            Message response;
            try {
                response = ask(chain.end(), type, deadline - System.nanoTime());
            } catch (NoAnswer e) {
                return e.failure();
            }
            chain.read(
                    response, type, dnssec != Dnssec.OFF && response.getHeader().getFlag(Flags.AD));
            if (chain.isLoop())
                return new Answer.TemporaryFailure<>(
                        Answer.Cause.ALIAS_LOOP, "the aliases of " + name + " go in a circle or are too many");
            var records = chain.records(type);
            if (!records.isEmpty()) return new Answer.Found<>(chain.end(), records, chain.ttl(), chain.authenticated());
            if (response.getRcode() == Rcode.NXDOMAIN)
                return new Answer.NoSuchName<>(chain.negativeTtl(), chain.authenticated());
            if (!chain.moved()) return new Answer.NoData<>(chain.negativeTtl(), chain.authenticated());
        }
    }

    /** A question that got none of the answers one can go on with. */
    private static final class NoAnswer extends Exception {
        private final transient Answer.@Nullable Cause cause;
        private final String detail;

        /** @param cause null if the answer is bogus */
        NoAnswer(Answer.@Nullable Cause cause, String detail) {
            super(detail, null, false, false);
            this.cause = cause;
            this.detail = detail;
        }

        <R extends DnsRecord> Answer<R> failure() {
            return cause == null ? new Answer.Bogus<>(detail) : new Answer.TemporaryFailure<>(cause, detail);
        }
    }

    private Message ask(DnsName name, RecordType<?> type, long nanosLeft) throws NoAnswer {
        var question = Record.newRecord(WireRecords.toWire(name), type.code(), DClass.IN);
        var query = Message.newQuery(question);
        // Without this a server need not tell whether it could prove the answer. RFC 6840 §5.7.
        if (dnssec == Dnssec.TRUST_LOOPBACK) query.getHeader().setFlag(Flags.AD);
        var response = send(query, nanosLeft, name + " " + type);
        var answered = response.getQuestion();
        boolean ours = answered != null
                && answered.getType() == type.code()
                && answered.getName().equals(question.getName());
        boolean definite = response.getRcode() == Rcode.NOERROR || response.getRcode() == Rcode.NXDOMAIN;
        if (definite && ours) return response;
        throw switch (response.getRcode()) {
            case Rcode.NOERROR, Rcode.NXDOMAIN ->
                new NoAnswer(Answer.Cause.MALFORMED, "the DNS server answered another question");
            case Rcode.SERVFAIL -> serverFailure(response, name + " " + type);
            case Rcode.REFUSED, Rcode.NOTIMP, Rcode.NOTAUTH ->
                new NoAnswer(Answer.Cause.REFUSED, "the DNS server refused to answer for " + name);
            default ->
                new NoAnswer(Answer.Cause.MALFORMED, "the DNS server answered " + Rcode.string(response.getRcode()));
        };
    }

    private Message send(Message query, long nanosLeft, String what) throws NoAnswer {
        var timeout = new NoAnswer(
                Answer.Cause.TIMEOUT, "no DNS server answered for " + what + " within " + perLookup.toSeconds() + " s");
        if (nanosLeft <= 0) throw timeout;
        try {
            return upstream.sendAsync(query).toCompletableFuture().get(nanosLeft, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(Answer.Cause.NETWORK, "interrupted while waiting for the DNS");
        } catch (TimeoutException e) {
            throw timeout;
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case SocketTimeoutException slow -> timeout;
                case TimeoutException slow -> timeout;
                case PortUnreachableException nobody ->
                    new NoAnswer(
                            Answer.Cause.NETWORK,
                            "the DNS server cannot be asked for " + what + ": nobody listens at its port");
                case org.xbill.DNS.WireParseException unreadable ->
                    new NoAnswer(Answer.Cause.MALFORMED, "the DNS server's answer for " + what + " cannot be read");
                case null, default ->
                    new NoAnswer(
                            Answer.Cause.NETWORK,
                            "the DNS server cannot be asked for " + what + ": " + words(e.getCause()));
            };
        }
    }

    /** What the network says; the names of Java's classes are for nobody. */
    private static String words(@Nullable Throwable failure) {
        String said = failure == null ? null : failure.getMessage();
        return said == null || said.isBlank() ? "the network does not let us" : said;
    }

    /** SERVFAIL is also how a failed proof is told, by the validator here or the server there. RFC 8914 §4. */
    private static NoAnswer serverFailure(Message response, String what) {
        var opt = response.getOPT();
        if (opt != null) {
            for (EDNSOption option : opt.getOptions()) {
                if (option instanceof ExtendedErrorCodeOption error && isBogus(error.getErrorCode()))
                    return new NoAnswer(null, what + ": " + reason(error));
            }
        }
        return new NoAnswer(Answer.Cause.SERVER_FAILURE, "the DNS server could not find out " + what);
    }

    private static String reason(ExtendedErrorCodeOption error) {
        String text = error.getText();
        return text == null || text.isEmpty() ? "error " + error.getErrorCode() : text;
    }

    /** RFC 8914 §4.6 to §4.13: bogus, signature expired or not yet valid, keys or signatures missing. */
    private static boolean isBogus(int code) {
        return code >= 5 && code <= 12;
    }

    /** The records behind a response, kept small: nobody has a use for thousands. */
    static List<Record> answers(Message response) {
        var all = response.getSection(Section.ANSWER);
        return all.subList(0, Math.min(all.size(), DnsLimits.RECORDS));
    }
}
