package org.mailstead.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.Look.Told;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads documents with settings as the programs read them that ask for them. */
final class Documents {
    private static final JsonFactory JSON = new JsonFactory();

    /** As Thunderbird takes it, whatever a document says. */
    private static final Set<Integer> STARTTLS_PORTS = Set.of(143, 110, 587, 25);

    private static final int PORTS = 65_535;

    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    /** Of one thing to be done first, in characters: two lines of a terminal. */
    private static final int STEP = 300;

    /** Languages in which it may be told, and things. */
    private static final int STEPS = 3;

    private Documents() {}

    /** Mozilla's. Blocks that cannot be used are passed over. Empty if it is none. */
    static Optional<List<MailServer>> autoconfig(XmlElement root, String address) {
        if (!root.name().equals("clientconfig")) return Optional.empty();
        return root.first("emailprovider")
                .map(provider -> provider.children().stream()
                        .filter(each -> each.name().equals("incomingserver")
                                || each.name().equals("outgoingserver"))
                        .flatMap(each -> server(each, address).stream())
                        .toList());
    }

    private static Optional<MailServer> server(XmlElement block, String address) {
        var protocol = protocol(block.attributes().getOrDefault("type", ""));
        var port = port(block.text("port"));
        String host = expanded(block.text("hostname"), address).toLowerCase(Locale.ROOT);
        var security = switch (block.text("sockettype")) {
            case "SSL" -> Security.TLS;
            case "STARTTLS" -> Security.STARTTLS;
            default -> Security.NONE;
        };
        String user = expanded(block.text("username"), address);
        if (protocol.isEmpty() || port.isEmpty() || !isHost(host) || isHidden(user)) return Optional.empty();
        return Optional.of(new MailServer(protocol.get(), host, port.getAsInt(), security, user));
    }

    /** What a document of Mozilla's tells beside the servers. */
    static Told told(XmlElement root) {
        var provider = root.first("emailprovider");
        if (provider.isEmpty()) return Told.NOTHING;
        var secrets = provider.get().children().stream()
                .flatMap(each -> each.all("authentication"))
                .flatMap(each -> switch (each.text()) {
                    case "OAuth2" -> Stream.of(Secret.BROWSER);
                    case "password-cleartext", "password-encrypted" -> Stream.of(Secret.PASSWORD);
                    default -> Stream.<Secret>empty();
                })
                .distinct()
                .toList();
        var steps = provider.get()
                .all("enable")
                .flatMap(each -> each.all("instruction"))
                .map(each -> each.text().strip())
                .filter(each -> !each.isEmpty())
                .limit(STEPS)
                .map(Documents::shown)
                .distinct()
                .toList();
        return new Told(secrets, steps);
    }

    private static String shown(String foreign) {
        String line = foreign.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ");
        return line.length() > STEP ? line.substring(0, STEP) : line;
    }

    /** The rules of Thunderbird for Android beyond those of Thunderbird; empty if all are kept. */
    static Optional<String> strictly(XmlElement root, List<MailServer> servers) {
        var provider = root.first("emailprovider");
        if (provider.isEmpty() || !isHost(provider.get().attributes().getOrDefault("id", "")))
            return Optional.of("emailProvider has no id that is a host name");
        if (provider.get().all("domain").noneMatch(domain -> isHost(domain.text())))
            return Optional.of("there is no domain in it");
        if (servers.stream().noneMatch(each -> each.protocol() == Protocol.IMAP))
            return Optional.of("there is no IMAP in it");
        if (servers.stream().noneMatch(each -> each.protocol() == Protocol.SMTP))
            return Optional.of("there is no SMTP in it");
        return Optional.empty();
    }

    /** Exchange's. Empty if it is none. */
    static Optional<List<MailServer>> autodiscover(XmlElement root) {
        if (!root.name().equals("autodiscover")) return Optional.empty();
        return root.first("response")
                .flatMap(response -> response.first("account"))
                .map(account -> account.all("protocol")
                        .flatMap(each -> exchange(each).stream())
                        .toList());
    }

    private static Optional<MailServer> exchange(XmlElement block) {
        var protocol = protocol(block.text("type"));
        var port = port(block.text("port"));
        String host = block.text("server").toLowerCase(Locale.ROOT);
        String user = block.text("loginname");
        if (protocol.isEmpty() || port.isEmpty() || !isHost(host) || isHidden(user)) return Optional.empty();
        var security = STARTTLS_PORTS.contains(port.getAsInt()) ? Security.STARTTLS : Security.TLS;
        return Optional.of(new MailServer(protocol.get(), host, port.getAsInt(), security, user));
    }

    /** The code of an error in an answer of Exchange's; empty if there is none. */
    static Optional<String> error(XmlElement root) {
        return root.first("response")
                .flatMap(response -> response.first("error"))
                .map(error -> error.text("errorcode") + " " + error.text("message"));
    }

    /** Where the second form of Autodiscover leads to; empty if the text is no such answer. */
    static Optional<String> url(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = json.currentName().equalsIgnoreCase("Url");
                var value = json.nextToken();
                if (wanted && value == JsonToken.VALUE_STRING) return Optional.of(json.getString());
                json.skipChildren();
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Protocol> protocol(String type) {
        return Stream.of(Protocol.values())
                .filter(each -> each.name().equalsIgnoreCase(type))
                .findFirst();
    }

    private static OptionalInt port(String text) {
        if (!text.matches("[0-9]{1,5}")) return OptionalInt.empty();
        int port = Integer.parseInt(text);
        return port > 0 && port <= PORTS ? OptionalInt.of(port) : OptionalInt.empty();
    }

    static boolean isHost(String text) {
        boolean ascii = text.matches("[A-Za-z0-9.-]+");
        return ascii
                && DnsName.parse(text)
                        .filter(name -> !name.equals(DnsName.ROOT))
                        .isPresent();
    }

    /** Whether a text has what steers a terminal or turns the direction of reading: what is shown would not be what is there. */
    private static boolean isHidden(String text) {
        return HIDDEN.matcher(text).find();
    }

    private static String expanded(String text, String address) {
        int at = address.lastIndexOf('@');
        return text.replace("%EMAILADDRESS%", address)
                .replace("%EMAILLOCALPART%", address.substring(0, at))
                .replace("%EMAILDOMAIN%", address.substring(at + 1));
    }

    /** The first that receives and the first that sends; fewer if there are none. */
    static List<MailServer> best(List<MailServer> servers) {
        var best = new ArrayList<MailServer>();
        servers.stream().filter(MailServer::receives).findFirst().ifPresent(best::add);
        servers.stream().filter(each -> !each.receives()).findFirst().ifPresent(best::add);
        return best;
    }
}
