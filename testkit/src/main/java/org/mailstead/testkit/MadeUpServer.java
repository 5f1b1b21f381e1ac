package org.mailstead.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What made-up servers have in common: a greeting, answers that a test puts in place of their own, and a memory of what they heard. */
abstract sealed class MadeUpServer<S extends MadeUpServer<S>> implements MailHosts.Service
        permits MadeUpImap, MadeUpPop3, MadeUpSmtp {
    /** What XOAUTH2 says before it refuses. */
    private static final String TOKEN_REFUSED =
            "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.example/\"}";

    private final Map<String, String> instead = new ConcurrentHashMap<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile MadeUpAccounts accounts = new MadeUpAccounts();
    private volatile boolean needsTls = true;
    volatile String greeting;
    volatile String refusal;

    MadeUpServer(String greeting, String refusal) {
        this.greeting = greeting;
        this.refusal = refusal;
    }

    abstract S self();

    public S greets(String words) {
        greeting = words;
        return self();
    }

    /** What it says to a wrong secret, with its code. */
    public S refuses(String words) {
        refusal = words;
        return self();
    }

    public S let(String user, String secret) {
        accounts.let(user, secret);
        return self();
    }

    public S accounts(MadeUpAccounts shared) {
        accounts = shared;
        return self();
    }

    public MadeUpAccounts accounts() {
        return accounts;
    }

    /** Takes secrets without TLS. */
    public S open() {
        needsTls = false;
        return self();
    }

    /**
     * @param command in capitals
     * @param lines that it answers; a line that is {@code CLOSE} hangs up, {@code RESET} breaks off
     */
    public S says(String command, String lines) {
        instead.put(command, lines);
        return self();
    }

    /** Every line that came in, in order; what belongs to signing in as its command only. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    void note(String line) {
        heard.add(line);
    }

    boolean takesSecrets(Caller caller) {
        return caller.isEncrypted() || !needsTls;
    }

    /** Whether a test's own answer was given. */
    boolean answersInstead(Caller caller, String command, String tag) throws IOException {
        String lines = instead.get(command.toUpperCase(Locale.ROOT));
        if (lines == null) return false;
        for (String line : lines.lines().toList()) {
            if (line.equals("CLOSE")) throw new IOException("hung up");
            if (line.equals("RESET")) {
                caller.reset();
                throw new IOException("broken off");
            }
            caller.say(line.replace("TAG", tag));
        }
        return true;
    }

    /** Hears the secret of a mechanism, and asks for it if it did not come at once; null if the client gives up. */
    MadeUpAccounts.@Nullable Try secret(Caller caller, String mechanism, @Nullable String initial, String ask)
            throws IOException {
        String server = getClass().getSimpleName();
        if (mechanism.equals("LOGIN")) {
            String user = initial != null ? initial : asked(caller, ask + "VXNlcm5hbWU6");
            String password = user == null ? null : asked(caller, ask + "UGFzc3dvcmQ6");
            return password == null || user == null
                    ? null
                    : new MadeUpAccounts.Try(
                            server, mechanism, MadeUpAccounts.decoded(user), MadeUpAccounts.decoded(password));
        }
        String proof = initial != null ? initial : asked(caller, ask);
        return proof == null ? null : MadeUpAccounts.of(server, mechanism, proof);
    }

    private static @Nullable String asked(Caller caller, String line) throws IOException {
        caller.say(line);
        String said = caller.hear();
        return said == null || said.equals("*") ? null : said;
    }

    /** Whether somebody is let in. Who is refused over XOAUTH2 hears why first, and has to answer. */
    boolean judge(Caller caller, MadeUpAccounts.Try tried, String ask) throws IOException {
        if (accounts.isRight(tried)) return true;
        if (tried.mechanism().equals("XOAUTH2") || tried.mechanism().equals("OAUTHBEARER")) {
            caller.say(ask + Base64.getEncoder().encodeToString(TOKEN_REFUSED.getBytes(StandardCharsets.UTF_8)));
            caller.hear();
        }
        return false;
    }

    String refusal(MadeUpAccounts.Try tried) {
        return accounts.refusal(tried).orElse(refusal);
    }
}
