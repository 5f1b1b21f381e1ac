package org.mailstead.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A POP3 server that does what is needed to look at one, and nothing else. RFC 1939. */
public final class MadeUpPop3 extends MadeUpServer<MadeUpPop3> {
    private volatile List<String> plain = List.of("TOP", "UIDL", "STLS");
    private volatile List<String> secured = List.of("TOP", "UIDL", "USER", "SASL PLAIN LOGIN");
    private volatile int messages = 3;

    public MadeUpPop3() {
        super("+OK ready", "-ERR [AUTH] Authentication failed.");
    }

    @Override
    MadeUpPop3 self() {
        return this;
    }

    /** Its capabilities before TLS, with {@code STLS} if it has that; none if it knows no {@code CAPA}. */
    public MadeUpPop3 plain(String... capabilities) {
        plain = List.of(capabilities);
        return this;
    }

    public MadeUpPop3 secured(String... capabilities) {
        secured = List.of(capabilities);
        return this;
    }

    public MadeUpPop3 holds(int messages) {
        this.messages = messages;
        return this;
    }

    @Override
    public void serve(Caller caller) throws IOException {
        caller.say(greeting);
        if (!greeting.startsWith("+OK")) return;
        boolean in = false;
        String user = "";
        for (String line = caller.hear(); line != null; line = caller.hear()) {
            String[] words = line.split(" ", 2);
            String command = words[0].toUpperCase(Locale.ROOT);
            String rest = words.length > 1 ? words[1] : "";
            note(Set.of("USER", "PASS", "AUTH").contains(command) ? command : line);
            if (answersInstead(caller, command, "")) continue;
            var offer = caller.isEncrypted() ? secured : plain;
            switch (command) {
                case "CAPA" -> {
                    caller.say(offer.isEmpty() ? "-ERR not known here" : "+OK list");
                    for (String each : offer) caller.say(each);
                    if (!offer.isEmpty()) caller.say(".");
                }
                case "STLS" -> {
                    if (caller.isEncrypted() || !offer.contains("STLS")) {
                        caller.say("-ERR not here");
                    } else {
                        caller.say("+OK begin");
                        caller.beginTls();
                    }
                }
                case "USER" -> {
                    user = rest;
                    caller.say(takesSecrets(caller) ? "+OK and now" : "-ERR not without TLS");
                }
                case "PASS" -> {
                    if (takesSecrets(caller))
                        in |= judged(caller, new MadeUpAccounts.Try("MadeUpPop3", "USER", user, rest));
                    else caller.say("-ERR not without TLS");
                }
                case "AUTH" -> in |= authenticate(caller, rest);
                case "STAT" -> caller.say(in ? "+OK " + messages + " " + messages * 1000 : "-ERR sign in first");
                case "NOOP" -> caller.say("+OK");
                case "QUIT" -> {
                    caller.say("+OK see you");
                    return;
                }
                default -> caller.say("-ERR not known here");
            }
        }
    }

    private boolean authenticate(Caller caller, String rest) throws IOException {
        String[] words = rest.split(" ", 2);
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        var offer = caller.isEncrypted() ? secured : plain;
        boolean offered = offer.stream().anyMatch(each -> each.startsWith("SASL ") && each.contains(mechanism));
        if (!takesSecrets(caller) || !offered) {
            caller.say("-ERR no such way to sign in");
            return false;
        }
        var tried = secret(caller, mechanism, words.length > 1 ? words[1] : null, "+ ");
        if (tried != null) return judged(caller, tried);
        caller.say("-ERR given up");
        return false;
    }

    private boolean judged(Caller caller, MadeUpAccounts.Try tried) throws IOException {
        boolean right = judge(caller, tried, "+ ");
        caller.say(right ? "+OK signed in" : refusal(tried));
        return right;
    }
}
