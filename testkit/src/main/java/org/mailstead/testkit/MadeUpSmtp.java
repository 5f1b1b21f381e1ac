package org.mailstead.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An SMTP server that does what is needed to look at one, and nothing else: it takes no mail. RFC 5321. */
public final class MadeUpSmtp extends MadeUpServer<MadeUpSmtp> {
    private volatile List<String> plain = List.of("PIPELINING", "SIZE 10240000", "STARTTLS", "8BITMIME");
    private volatile List<String> secured = List.of("PIPELINING", "SIZE 10240000", "AUTH PLAIN LOGIN", "8BITMIME");

    public MadeUpSmtp() {
        super("220 mail.test ESMTP", "535 5.7.8 Error: authentication failed");
    }

    @Override
    MadeUpSmtp self() {
        return this;
    }

    /** What it offers before TLS, with {@code STARTTLS} if it has that. */
    public MadeUpSmtp plain(String... extensions) {
        plain = List.of(extensions);
        return this;
    }

    public MadeUpSmtp secured(String... extensions) {
        secured = List.of(extensions);
        return this;
    }

    @Override
    public void serve(Caller caller) throws IOException {
        for (String line : greeting.lines().toList()) caller.say(line);
        if (!greeting.startsWith("220")) return;
        boolean in = false;
        for (String line = caller.hear(); line != null; line = caller.hear()) {
            String[] words = line.split(" ", 2);
            String command = words[0].toUpperCase(Locale.ROOT);
            note(command.equals("AUTH") ? command : line);
            if (answersInstead(caller, command, "")) continue;
            switch (command) {
                case "EHLO" -> {
                    var offer = new ArrayList<>(List.of("mail.test"));
                    offer.addAll(caller.isEncrypted() ? secured : plain);
                    for (int i = 0; i < offer.size(); i++)
                        caller.say("250" + (i + 1 < offer.size() ? "-" : " ") + offer.get(i));
                }
                case "HELO" -> caller.say("250 mail.test");
                case "STARTTLS" -> {
                    if (caller.isEncrypted() || !plain.contains("STARTTLS")) {
                        caller.say("502 5.5.1 not here");
                    } else {
                        caller.say("220 2.0.0 begin");
                        caller.beginTls();
                    }
                }
                case "AUTH" -> in |= authenticate(caller, words.length > 1 ? words[1] : "");
                case "MAIL", "RCPT" -> caller.say(in ? "250 2.1.0 Ok" : "530 5.7.0 Authentication required");
                case "RSET", "NOOP" -> caller.say("250 2.0.0 Ok");
                case "QUIT" -> {
                    caller.say("221 2.0.0 Bye");
                    return;
                }
                default -> caller.say("502 5.5.2 Error: command not recognized");
            }
        }
    }

    private boolean authenticate(Caller caller, String rest) throws IOException {
        String[] words = rest.split(" ", 2);
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        var offer = caller.isEncrypted() ? secured : plain;
        boolean offered = offer.stream().anyMatch(each -> each.startsWith("AUTH") && each.contains(mechanism));
        if (!takesSecrets(caller) || !offered) {
            caller.say("504 5.5.4 no such way to sign in");
            return false;
        }
        var tried = secret(caller, mechanism, words.length > 1 ? words[1] : null, "334 ");
        if (tried == null) {
            caller.say("501 5.7.0 given up");
            return false;
        }
        boolean right = judge(caller, tried, "334 ");
        for (String each : (right ? "235 2.7.0 Authentication successful" : refusal(tried))
                .lines()
                .toList()) caller.say(each);
        return right;
    }
}
