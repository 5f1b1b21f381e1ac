package org.mailstead.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Mail programs, each with the places where it looks, in its order. What programs ask of their makers' own services is left out. */
final class Programs {
    /** Below two letters for a country, those that are not somebody's: {@code co.uk} and the like. */
    private static final Set<String> SECOND_LEVELS =
            Set.of("co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "gv");

    /** The place of settings that nobody told. */
    static final String GUESSED = "names that it guesses";

    private static final int COUNTRY = 2;

    private final Places places;
    private final Reach reach;

    Programs(Places places, Reach reach) {
        this.places = places;
        this.reach = reach;
    }

    private Found found(String program, List<Look> looks) {
        var taken = Places.first(looks);
        return new Found(
                program,
                looks,
                taken.map(Look::place).orElse(""),
                taken.map(look -> Documents.best(look.servers())).orElse(List.of()));
    }

    /** The domain's own names first, then those of the host that takes its mail, then guesses. */
    Found thunderbird() {
        var looks = new ArrayList<>(own(false));
        looks.addAll(ofMailHost(false));
        if (Places.first(looks).isEmpty()) looks.addAll(exchange());
        if (Places.first(looks).isEmpty())
            looks.add(guessed(List.of("imap", "mail", ""), List.of("smtp", "mail", ""), true));
        return found("Thunderbird", looks);
    }

    Found thunderbirdAndroid() {
        var looks = new ArrayList<>(own(true));
        looks.addAll(ofMailHost(true));
        return found("Thunderbird for Android, K-9 Mail", looks);
    }

    Found outlookClassic() {
        return found("Outlook for Windows (classic)", exchange());
    }

    Found outlookNew() {
        var looks = new ArrayList<Look>();
        autodiscoverHost().ifPresent(host -> looks.add(places.autodiscoverJson(host)));
        looks.add(places.autodiscoverJson(places.domain()));
        looks.addAll(exchange());
        return found("New Outlook, Outlook for Mac and phones", looks);
    }

    Found apple() {
        return found("Apple Mail", List.of(guessed(List.of("imap", "mail", ""), List.of("smtp", "mail", ""), false)));
    }

    Found evolution() {
        var looks = new ArrayList<>(own(false));
        looks.add(records());
        looks.addAll(ofMailHost(false));
        return found("Evolution, GNOME", looks);
    }

    Found byRecords() {
        return found("Programs that ask for SRV records", List.of(records()));
    }

    private List<Look> own(boolean strict) {
        return Stream.of("https://", "http://")
                .flatMap(scheme -> own(scheme, strict).stream())
                .toList();
    }

    /** The domain's own documents. */
    List<Look> own(String scheme, boolean strict) {
        return List.of(
                places.autoconfig(scheme + "autoconfig." + places.domain() + "/mail/config-v1.1.xml", strict),
                places.autoconfig(scheme + places.domain() + "/.well-known/autoconfig/mail/config-v1.1.xml", strict));
    }

    /** Those of whoever takes the domain's mail. */
    List<Look> ofMailHost(boolean strict) {
        var host = places.mailHost();
        if (host.isEmpty()) return List.of();
        DnsName base = base(host.get());
        if (base.equals(base(places.domain()))) return List.of();
        return Stream.concat(
                        host
                                .get()
                                .parent()
                                .filter(parent ->
                                        parent.labels().size() > base.labels().size())
                                .stream(),
                        Stream.of(base))
                .map(name -> places.autoconfig("https://autoconfig." + name + "/mail/config-v1.1.xml", strict))
                .toList();
    }

    /** What somebody has registered, as far as it can be told without a list of all registries. */
    static DnsName base(DnsName name) {
        var labels = name.labels();
        int size = labels.size();
        boolean country =
                size > 2 && labels.get(size - 1).length() == COUNTRY && SECOND_LEVELS.contains(labels.get(size - 2));
        int kept = Math.min(size, country ? 3 : 2);
        return DnsName.of(String.join(".", labels.subList(size - kept, size)));
    }

    List<Look> exchange() {
        var looks = new ArrayList<Look>();
        looks.add(places.autodiscover(places.domain()));
        var host = autodiscoverHost();
        host.ifPresent(name -> looks.add(places.autodiscover(name)));
        host.ifPresent(name -> looks.add(places.redirected(name)));
        looks.add(places.autodiscoverRecord());
        return looks;
    }

    Optional<DnsName> autodiscoverHost() {
        return places.domain().under("autodiscover");
    }

    /** TLS from the start first, IMAP first. RFC 8314 §5.1 */
    Look records() {
        var looks = List.of(
                places.service("_imaps", Protocol.IMAP, Security.TLS),
                places.service("_imap", Protocol.IMAP, Security.STARTTLS),
                places.service("_pop3s", Protocol.POP3, Security.TLS),
                places.service("_pop3", Protocol.POP3, Security.STARTTLS),
                places.service("_submissions", Protocol.SMTP, Security.TLS),
                places.service("_submission", Protocol.SMTP, Security.STARTTLS));
        var servers = looks.stream().flatMap(look -> look.servers().stream()).toList();
        String place = "SRV records of " + places.domain();
        return servers.isEmpty() ? Look.nothing(place, "nothing") : Look.found(place, servers);
    }

    /**
     * The first name of each on which a server answers with a certificate for it.
     *
     * @param startTls whether that is tried too
     */
    Look guessed(List<String> incoming, List<String> outgoing, boolean startTls) {
        var servers = new ArrayList<MailServer>();
        guess(incoming, Protocol.IMAP, startTls).ifPresent(servers::add);
        if (servers.isEmpty())
            guess(Stream.concat(Stream.of("pop3", "pop"), incoming.stream()).toList(), Protocol.POP3, startTls)
                    .ifPresent(servers::add);
        // All of them go on to STARTTLS to send.
        guess(outgoing, Protocol.SMTP, true).ifPresent(servers::add);
        return servers.isEmpty() ? Look.nothing(GUESSED, "nobody answers there") : Look.found(GUESSED, servers);
    }

    private Optional<MailServer> guess(List<String> labels, Protocol protocol, boolean startTls) {
        for (var security : startTls ? List.of(Security.TLS, Security.STARTTLS) : List.of(Security.TLS))
            for (String label : labels) {
                String host = label.isEmpty() ? places.domain().toString() : label + "." + places.domain();
                int port = MailPorts.usual(protocol, security);
                var server = new MailServer(protocol, host, port, security, places.address());
                if (reach.of(server).isEmpty()) return Optional.of(server);
            }
        return Optional.empty();
    }
}
