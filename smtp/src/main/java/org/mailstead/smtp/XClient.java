package org.mailstead.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * XCLIENT: a proxy that is trusted says for whom it connects, and the session begins anew as if that client had connected itself.
 * An extension of Postfix that other servers and proxies speak too. Values are written as xtext.
 */
record XClient(Map<Attribute, Optional<String>> attributes) implements SmtpCommand.BetweenMails {
    static final String KEYWORD = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN";

    /** No value, for good or for now. */
    private static final Pattern NONE = Pattern.compile("\\[(UNAVAILABLE|TEMPUNAVAIL)]", Pattern.CASE_INSENSITIVE);

    private static final String IPV6 = "IPV6:";

    /** A client whose address is not told: one that is trusted nowhere. */
    private static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

    /** What can be told. */
    enum Attribute {
        NAME,
        ADDR,
        PORT,
        PROTO,
        HELO,
        LOGIN
    }

    /**
     * What was told of the client, for the hello that follows.
     *
     * @param helloName what the client called itself, whatever the proxy says
     * @param login who it signed in as at the proxy
     */
    record Told(Optional<String> helloName, Optional<Submitter> login) {
        static final Told NOTHING = new Told(Optional.empty(), Optional.empty());
    }

    static XClient read(String rest) {
        var attributes = new LinkedHashMap<Attribute, Optional<String>>();
        for (String word : rest.split(" +")) {
            int sign = word.indexOf('=');
            if (sign < 1) throw malformed();
            Attribute attribute = attribute(word.substring(0, sign));
            String value = Xtext.decode(word.substring(sign + 1)).orElseThrow(XClient::malformed);
            Optional<String> known = NONE.matcher(value).matches() ? Optional.empty() : Optional.of(value);
            known.ifPresent(text -> check(attribute, text));
            if (attributes.put(attribute, known) != null) throw malformed();
        }
        return new XClient(attributes);
    }

    private static Attribute attribute(String name) {
        for (Attribute each : Attribute.values()) if (each.name().equalsIgnoreCase(name)) return each;
        throw malformed();
    }

    private static void check(Attribute attribute, String value) {
        boolean fine = switch (attribute) {
            case ADDR -> address(value) != null;
            case PORT -> port(value) >= 0;
            case HELO -> Ehlo.name(value).equals(value);
            case PROTO -> value.equalsIgnoreCase("SMTP") || value.equalsIgnoreCase("ESMTP");
            case NAME, LOGIN -> !value.isEmpty();
        };
        if (!fine) throw malformed();
    }

    private static Malformed malformed() {
        return new Malformed(SmtpReplies.BAD_XCLIENT);
    }

    private static InetAddress address(String text) {
        boolean six = text.toUpperCase(Locale.ROOT).startsWith(IPV6);
        String literal = six ? text.substring(IPV6.length()) : text;
        try {
            // A scope means something on one machine only.
            if (literal.indexOf('%') < 0) return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw malformed();
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) throw malformed();
        int port = Integer.parseInt(text);
        if (port > 65_535) throw malformed();
        return port;
    }

    @Override
    public SmtpState run(SmtpState.Ready state, SmtpSession session) throws IOException {
        if (!session.believesXClient()) throw new Refused(SmtpReplies.XCLIENT_REFUSED);
        InetSocketAddress before = session.client();
        InetAddress address = attributes.containsKey(Attribute.ADDR)
                ? value(Attribute.ADDR).map(XClient::address).orElse(NOWHERE)
                : before.getAddress();
        int port = attributes.containsKey(Attribute.PORT)
                ? value(Attribute.PORT).map(XClient::port).orElse(0)
                : before.getPort();
        Optional<Submitter> login = Optional.empty();
        Optional<String> user = value(Attribute.LOGIN);
        if (user.isPresent() && session.profile().wantsSignIn()) {
            login = session.services().signIn().known(user.get());
            if (login.isEmpty()) throw new Refused(SmtpReplies.XCLIENT_NOBODY);
        }
        session.beginAnew(new InetSocketAddress(address, port), new Told(value(Attribute.HELO), login));
        session.say(SmtpReplies.greeting(session.host().hostName()));
        return new SmtpState.Fresh();
    }

    private Optional<String> value(Attribute attribute) {
        return attributes.getOrDefault(attribute, Optional.empty());
    }
}
