package org.mailstead.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.HostAddresses;
import org.mailstead.dns.Resolver;
import org.mailstead.finder.Consent;
import org.mailstead.finder.Surroundings;
import org.mailstead.ladder.Outside;
import org.mailstead.server.Mistake;
import org.mailstead.server.Resolvers;
import org.mailstead.server.config.Configuration.DnsProof;
import org.mailstead.texts.Language;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TrustedRoots;
import picocli.CommandLine.Option;

/** What commands have in common that look at accounts elsewhere, without a server or a configuration of ours. */
final class ElsewhereOptions {
    /** For all that is asked; a person waits. */
    static final Duration LIMIT = Duration.ofSeconds(12);

    /** For a connection: a host that is up answers in a second. */
    private static final Duration ADDRESS = Duration.ofSeconds(5);

    /** One search asks some sixty. */
    private static final int QUESTIONS = 400;

    private static final String BLOCKLISTS = "blocklists";

    @Option(
            names = "--ask",
            paramLabel = "WHOM",
            description =
                    "ask somebody else too: directory (Thunderbird's list of providers) or microsoft, who learn the"
                            + " domain, or blocklists (Spamhaus and SpamCop, for the doctor), which learn the address that"
                            + " sends; may be given more than once")
    private List<String> ask = new ArrayList<>();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en (the default) or de")
    private String language = Language.ENGLISH.tag();

    @Option(
            names = "--resolver",
            paramLabel = "HOST:PORT",
            description = "the DNS server to ask (default: those of this machine)")
    private @Nullable String resolver;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "certificates (PEM) of authorities to trust beside those of this machine, such as a company's own")
    private @Nullable Path trust;

    @Option(
            names = "--loopback",
            hidden = true,
            description = "go to addresses that mean this machine too, for trying out servers on it")
    private boolean loopback;

    /** What {@link #roots} has read: those of a machine are some hundred and fifty. */
    private @Nullable KeyStore roots;

    Language language() {
        return AccountLanguage.parse(language);
    }

    Consent consent() {
        boolean directory = false;
        boolean microsoft = false;
        for (String each : ask)
            switch (each.toLowerCase(Locale.ROOT)) {
                case "directory" -> directory = true;
                case "microsoft" -> microsoft = true;
                case BLOCKLISTS -> {}
                default -> throw new Mistake("--ask " + each + ": there are directory, microsoft and blocklists.");
            }
        return new Consent(directory, microsoft);
    }

    /** Lists in the DNS that may be asked for an address. */
    List<DnsName> blocklists() {
        return ask.stream().anyMatch(BLOCKLISTS::equalsIgnoreCase) ? Outside.WELL_KNOWN_LISTS : List.of();
    }

    boolean goesTo(InetAddress address) {
        return loopback || HostAddresses.isSomewhere(address);
    }

    Resolver resolver(Clock clock) {
        var asked = Resolvers.of(DnsProof.OFF, clock, DnsCheck.servers(resolver, List.of()));
        return new CachingResolver(new BudgetedResolver(asked, clock, LIMIT, QUESTIONS), clock);
    }

    @Nullable
    synchronized KeyStore roots(Path folder) {
        if (roots == null) roots = trusted(folder).map(TrustedRoots::beside).orElse(null);
        return roots;
    }

    /** The file that {@code --trust} names. */
    Optional<Path> trusted(Path folder) {
        return Optional.ofNullable(trust).map(file -> folder.resolve(file).normalize());
    }

    Surroundings surroundings(Clock clock, Path folder) {
        return new Surroundings(
                resolver(clock), ElsewhereOptions::connect, new TlsClient(roots(folder)), this::goesTo, LIMIT);
    }

    /** Many names lead to where nobody answers, one after the other. */
    static Socket connect(InetSocketAddress to, Duration limit) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(to, (int) Math.min(limit.toMillis(), ADDRESS.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
