package org.mailstead.consulting;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.web.FormFields;

/** What somebody has typed, all but the password, which is kept nowhere. */
record Form(String address, Server reading, Server sending, Set<Symptom> symptoms, String said) {
    static final String ADDRESS = "address";
    static final String PASSWORD = "password";
    static final String SAID = "said";
    static final String READING = "in";
    static final String SENDING = "out";
    static final String PROTOCOL = "protocol";
    static final String HOST = "host";
    static final String PORT = "port";
    static final String SECURITY = "security";
    static final String USER = "user";

    /** Of an address, RFC 5321 §4.5.3.1.3, and some spaces; of names too. */
    static final int CHARACTERS = 300;

    /** Longer passwords are refused everywhere. */
    static final int SECRET = 1024;

    /** Of what a program said: a mail that came back has a page. */
    static final int WORDS = 4000;

    /** Shorter ones stand in words by chance. */
    private static final int TELLING = 4;

    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9.-]{1,253}");
    private static final int PORTS = 65_535;

    /**
     * What the program is set to for one thing; each may be empty.
     *
     * @param protocol that it uses
     */
    record Server(Protocol protocol, String host, String port, Optional<Security> security, String user) {
        static Server none(Protocol protocol) {
            return new Server(protocol, "", "", Optional.empty(), "");
        }

        static Server of(MailServer server) {
            return new Server(
                    server.protocol(),
                    server.host(),
                    Integer.toString(server.port()),
                    Optional.of(server.security()),
                    server.user());
        }

        boolean isEmpty() {
            return host.isEmpty() && user.isEmpty();
        }

        private Optional<MailServer> among(List<MailServer> found) {
            return found.stream()
                    .filter(each -> (each.protocol() == Protocol.SMTP) == (protocol == Protocol.SMTP))
                    .findFirst();
        }

        /** @param found what takes the place of what is missing */
        Optional<MailServer> complete(String typedAddress, List<MailServer> found) {
            Optional<MailServer> right = among(found);
            String name = user.isEmpty() ? right.map(MailServer::user).orElse(typedAddress.strip()) : user;
            if (host.isEmpty())
                return right.map(
                        each -> new MailServer(each.protocol(), each.host(), each.port(), each.security(), name));
            int number =
                    port.isEmpty() ? MailPorts.usual(protocol, security.orElse(Security.TLS)) : Integer.parseInt(port);
            return Optional.of(
                    new MailServer(protocol, host, number, security.orElse(MailPorts.security(number)), name));
        }

        /** The key of what is wrong with it; empty if nothing is. */
        private Optional<String> wrong() {
            if (!host.isEmpty() && !HOST_NAME.matcher(host).matches()) return Optional.of("wrong.host");
            boolean number = port.isEmpty() || port.matches("[0-9]{1,5}");
            if (!number || (!port.isEmpty() && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > PORTS)))
                return Optional.of("wrong.port");
            return Optional.empty();
        }
    }

    static Form empty(String address) {
        return new Form(address, Server.none(Protocol.IMAP), Server.none(Protocol.SMTP), Set.of(), "");
    }

    static Form of(FormFields typed) {
        var symptoms = EnumSet.noneOf(Symptom.class);
        for (Symptom each : Symptom.values()) if (typed.find(word(each)).isPresent()) symptoms.add(each);
        String secret = typed.orEmpty(PASSWORD);
        String said = cut(typed.orEmpty(SAID).strip(), WORDS);
        // People copy what their program showed, and some programs show passwords.
        if (secret.length() >= TELLING) said = said.replace(secret, "…");
        boolean pop3 = typed.orEmpty(READING + "-" + PROTOCOL).equals(Protocol.POP3.name());
        return new Form(
                cut(typed.orEmpty(ADDRESS).strip(), CHARACTERS),
                server(typed, READING, pop3 ? Protocol.POP3 : Protocol.IMAP),
                server(typed, SENDING, Protocol.SMTP),
                symptoms,
                said);
    }

    private static Server server(FormFields typed, String which, Protocol protocol) {
        return new Server(
                protocol,
                cut(typed.orEmpty(which + "-" + HOST).strip().toLowerCase(Locale.ROOT), CHARACTERS),
                cut(typed.orEmpty(which + "-" + PORT).strip(), CHARACTERS),
                security(typed.orEmpty(which + "-" + SECURITY)),
                cut(typed.orEmpty(which + "-" + USER).strip(), CHARACTERS));
    }

    private static Optional<Security> security(String word) {
        for (Security each : Security.values()) if (each.name().equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }

    static String word(Symptom symptom) {
        return "symptom." + symptom.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key of what is wrong; empty if nothing is. */
    Optional<String> wrong() {
        int at = address.lastIndexOf('@');
        boolean isAddress = at > 0
                && address.chars().noneMatch(each -> each < ' ')
                && DnsName.parse(address.substring(at + 1))
                        .filter(domain -> domain.labels().size() > 1)
                        .isPresent();
        if (!isAddress) return Optional.of("wrong.address");
        return reading.wrong().or(sending::wrong);
    }

    /** Only if nothing is wrong. */
    Question question(String password) {
        boolean known = !reading.isEmpty() || !sending.isEmpty();
        return new Question(
                address,
                known ? Optional.of(this::servers) : Optional.empty(),
                password.isEmpty() ? Optional.empty() : Optional.of(new Credential.Password(password)),
                symptoms,
                said);
    }

    private List<MailServer> servers(String typedAddress, List<MailServer> found) {
        var servers = new ArrayList<MailServer>();
        if (!reading.isEmpty()) reading.complete(typedAddress, found).ifPresent(servers::add);
        if (!sending.isEmpty()) sending.complete(typedAddress, found).ifPresent(servers::add);
        return servers;
    }

    /** With servers in place of those that were left out, for somebody to look at. */
    Form with(List<MailServer> servers) {
        Server in = servers.stream()
                .filter(MailServer::receives)
                .findFirst()
                .map(Server::of)
                .orElse(reading);
        Server out = servers.stream()
                .filter(each -> !each.receives())
                .findFirst()
                .map(Server::of)
                .orElse(sending);
        return new Form(address, in, out, symptoms, said);
    }
}
