package org.mailstead.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.ladder.View.DomainFacts.Service;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** What a domain publishes in the DNS beside the way of its mail, all asked for side by side. */
final class Publications {
    /** Names of keys that large providers give to all customers, and that programs for servers choose by themselves. */
    static final List<String> SELECTORS = List.of(
            "google",
            "selector1",
            "selector2",
            "fm1",
            "protonmail",
            "sig1",
            "key1",
            "mbo0001",
            "default",
            "dkim",
            "mail",
            "s1",
            "s2",
            "k1");

    /** Told of one service; whoever has more says no more by it. */
    private static final int HOSTS = 4;

    /** A key, which is there and not taken back. RFC 6376 §3.6.1. */
    private static final Pattern KEY = Pattern.compile("(^|;)\\s*p\\s*=\\s*[A-Za-z0-9+/]");

    private final Resolver resolver;

    /** Services of mail programs. RFC 6186 §3, RFC 8314 §5.1. */
    private record Asked(String label, Protocol protocol, Security security) {}

    private static final List<Asked> SERVICES = List.of(
            new Asked("_imaps._tcp", Protocol.IMAP, Security.TLS),
            new Asked("_imap._tcp", Protocol.IMAP, Security.STARTTLS),
            new Asked("_pop3s._tcp", Protocol.POP3, Security.TLS),
            new Asked("_pop3._tcp", Protocol.POP3, Security.STARTTLS),
            new Asked("_submissions._tcp", Protocol.SMTP, Security.TLS),
            new Asked("_submission._tcp", Protocol.SMTP, Security.STARTTLS));

    /** What came of it. */
    record Published(List<Service> services, List<String> dkim) {
        static final Published NOTHING = new Published(List.of(), List.of());
    }

    Publications(Resolver resolver) {
        this.resolver = resolver;
    }

    Published of(DnsName domain) throws InterruptedException {
        List<Callable<List<Service>>> services = SERVICES.stream()
                .<Callable<List<Service>>>map(each -> () -> services(domain, each))
                .toList();
        List<Callable<Optional<String>>> keys = SELECTORS.stream()
                .<Callable<Optional<String>>>map(each -> () -> key(domain, each))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = services.stream().map(threads::submit).toList();
            var found = keys.stream().map(threads::submit).toList();
            var all = new ArrayList<Service>();
            for (Future<List<Service>> each : asked) all.addAll(each.get());
            var selectors = new ArrayList<String>();
            for (Future<Optional<String>> each : found) each.get().ifPresent(selectors::add);
            return new Published(all, selectors);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look at a domain failed by a fault of ours", e.getCause());
        }
    }

    private <R extends DnsRecord> Stream<R> records(DnsName domain, String below, RecordType<R> type) {
        return domain.under(below).map(name -> resolver.lookup(name, type)).stream()
                .flatMap(answer -> answer instanceof Answer.Found<R> found ? found.records().stream() : Stream.empty());
    }

    private List<Service> services(DnsName domain, Asked asked) {
        return records(domain, asked.label(), RecordType.SRV)
                .limit(HOSTS)
                .map(each -> new Service(
                        asked.protocol(),
                        asked.security(),
                        each.port(),
                        // RFC 2782: the root says that there is no such service.
                        Optional.of(each.target()).filter(host -> !host.equals(DnsName.ROOT))))
                .toList();
    }

    private Optional<String> key(DnsName domain, String selector) {
        return records(domain, selector + "._domainkey", RecordType.TXT).anyMatch(each -> isKey(each.joined()))
                ? Optional.of(selector)
                : Optional.empty();
    }

    static boolean isKey(String text) {
        return KEY.matcher(text).find();
    }
}
