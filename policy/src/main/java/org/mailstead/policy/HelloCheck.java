package org.mailstead.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A mail server says its full name, or its address in brackets. RFC 5321 §4.1.1.1, §4.1.3. What says something else is mostly no mail
 * server, but some old ones do too.
 */
record HelloCheck(Use use) implements Check {
    private static final String IPV6 = "IPv6:";

    @Override
    public Description description() {
        return new Description(
                Stage.HELLO,
                "hello",
                use != Use.OFF,
                "A client that says a name which cannot be one of a mail server, or another's address, is refused.",
                "receiving.hello = " + use.word());
    }

    @Override
    public Verdict judge(Facts facts) {
        String problem = problem(facts.hello(), facts.client());
        if (problem.isEmpty()) return Verdict.PASS;
        if (use != Use.ENFORCE) return new Verdict.Pass("not enforced: " + problem);
        return new Verdict.Refuse(
                Replies.of(550, "5.7.1", problem + "; say your mail server's full name, such as mail.example.org"),
                problem);
    }

    private static String problem(String name, InetAddress client) {
        if (name.startsWith("[")) {
            if (literal(name).filter(client::equals).isPresent()) return "";
            return "it says it is " + name + ", and is " + client.getHostAddress();
        }
        if (name.matches("[0-9.]+") || name.indexOf(':') >= 0) return "\"" + name + "\" is an address without brackets";
        return name.indexOf('.') > 0 ? "" : "\"" + name + "\" is no full name";
    }

    private static Optional<InetAddress> literal(String name) {
        if (!name.endsWith("]")) return Optional.empty();
        String text = name.substring(1, name.length() - 1);
        boolean six = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
        try {
            return Optional.of(InetAddress.ofLiteral(six ? text.substring(IPV6.length()) : text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
