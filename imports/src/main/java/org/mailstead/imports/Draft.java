package org.mailstead.imports;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** An account while it is read. */
final class Draft {
    /** RFC 1035 §2.3.4 has 255 bytes for the longest name. */
    private static final int HOST = 255;

    /** No server takes longer ones; they go into what is shown. */
    private static final int TEXT = 500;

    private static final int PORTS = 65_535;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_:][a-z0-9._:-]*");

    private final String program;
    private final Place place;
    private final String name;
    private String address = "";
    private final List<MailServer> servers = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private boolean oauth;
    private SecretPlace secret = SecretPlace.UNKNOWN;

    /** @param place where it begins */
    Draft(String program, String name, Place place) {
        this.program = program;
        this.name = plain(name);
        this.place = place;
    }

    /** As it may be shown on a terminal. */
    static String plain(String text) {
        String line =
                text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\p{Cs}]", "").strip();
        return line.length() > TEXT ? line.substring(0, TEXT) : line;
    }

    Draft address(String told) {
        String text = plain(told);
        int open = text.lastIndexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open >= 0 && close > open) text = text.substring(open + 1, close).strip();
        if (text.indexOf('@') > 0 && text.indexOf(' ') < 0) address = text;
        return this;
    }

    Draft oauth() {
        oauth = true;
        return this;
    }

    /** The first that is told counts: it is that for reading. */
    Draft secret(SecretPlace.Kind kind, String detail) {
        if (secret.kind() == SecretPlace.Kind.UNKNOWN) secret = new SecretPlace(kind, plain(detail));
        return this;
    }

    Draft secretInClear(Place where) {
        remark(Kind.SECRET_IN_CLEAR, where);
        if (Reading.isForAll(where.file())) remark(Kind.SECRET_FOR_ALL, where);
        return secret(SecretPlace.Kind.CLEAR, where.toString());
    }

    /** A command that prints the secret. It is in the command itself where that only says it. */
    Draft secretFromCommand(String command, Place where) {
        String first = command.strip().split("\\s+", 2)[0];
        if (Set.of("echo", "printf").contains(first)) return secretInClear(where);
        return secret(SecretPlace.Kind.COMMAND, first);
    }

    /** @param values names of values, each with its value behind it */
    Draft remark(Kind kind, Place where, String... values) {
        var remark = Remark.of(kind, where, values);
        if (!remarks.contains(remark)) remarks.add(remark);
        return this;
    }

    /** @throws UnreadableProgram if that is no port */
    static int port(Entry told) throws UnreadableProgram {
        String digits = told.value().strip();
        try {
            int port = digits.length() > 5 ? -1 : Integer.parseInt(digits);
            if (port >= 1 && port <= PORTS) return port;
        } catch (NumberFormatException e) {
            // As below.
        }
        throw new UnreadableProgram(
                told.place(), "\"" + plain(told.value()) + "\" is not a port. Ports are numbers from 1 to 65535.");
    }

    /** @param setting by which the file says how TLS begins, for remarks */
    Draft server(Protocol protocol, String told, int port, Security security, String user, Entry setting) {
        String host = plain(told).toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
        var ascii = ascii(host);
        if (ascii.isEmpty())
            return remark(Kind.NO_HOST, setting.place(), "protocol", protocol.toString(), "host", host);
        var server = new MailServer(protocol, ascii.get(), port, security, plain(user));
        servers.add(server);
        sanity(server, setting);
        return this;
    }

    /** As the DNS has it; programs turn letters of other scripts into that too. */
    private static Optional<String> ascii(String host) {
        try {
            String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            boolean fits = ascii.length() <= HOST && NAME.matcher(ascii).matches();
            return fits ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void sanity(MailServer server, Entry setting) {
        String[] values = {
            "setting",
            setting.value(),
            "port",
            Integer.toString(server.port()),
            "protocol",
            server.protocol().toString()
        };
        boolean relay = server.port() == MailPorts.RELAY;
        var use = MailPorts.use(server.port());
        var owner = relay ? Optional.of(Protocol.SMTP) : use.map(MailPorts.Use::protocol);
        var begins = relay ? Optional.of(Security.STARTTLS) : use.map(MailPorts.Use::security);
        Security security = server.security();
        if (owner.isPresent() && owner.get() != server.protocol())
            remark(
                    Kind.PORT_OF_OTHER,
                    setting.place(),
                    with(values, "other", owner.get().toString()));
        else if (security == Security.NONE) remark(Kind.NO_ENCRYPTION, setting.place(), values);
        else if (security == Security.STARTTLS && begins.equals(Optional.of(Security.TLS)))
            remark(Kind.PORT_WANTS_TLS, setting.place(), values);
        else if (security == Security.TLS && begins.equals(Optional.of(Security.STARTTLS)))
            remark(Kind.PORT_WANTS_STARTTLS, setting.place(), values);
        if (server.protocol() == Protocol.SMTP && relay) remark(Kind.PORT_FOR_SERVERS, setting.place(), values);
    }

    private static String[] with(String[] values, String name, String value) {
        var more = new ArrayList<>(List.of(values));
        more.add(name);
        more.add(value);
        return more.toArray(new String[0]);
    }

    boolean hasServers() {
        return !servers.isEmpty();
    }

    String address() {
        return address.isEmpty() ? name : address;
    }

    boolean isOf(String account) {
        return name.equals(account);
    }

    Imported done() {
        if (address.isEmpty())
            servers.stream()
                    .map(MailServer::user)
                    .filter(user -> user.indexOf('@') > 0)
                    .findFirst()
                    .ifPresent(this::address);
        return new Imported(program, place.file(), name, address, servers, oauth, secret, remarks);
    }
}
