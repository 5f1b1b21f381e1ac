package org.mailstead.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An IMAP server that does what is needed to look at one, and nothing else. RFC 9051. */
public final class MadeUpImap extends MadeUpServer<MadeUpImap> {
    private volatile String plain = "IMAP4rev1 STARTTLS LOGINDISABLED";
    private volatile String secured = "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR";
    private volatile String within = "";
    private volatile List<String> folders = List.of("INBOX", "Sent", "Trash");
    private volatile int messages = 3;
    private volatile String quota = "";

    public MadeUpImap() {
        super("* OK ready", "NO [AUTHENTICATIONFAILED] Authentication failed.");
    }

    @Override
    MadeUpImap self() {
        return this;
    }

    /** Its capabilities before TLS, with {@code STARTTLS} if it has that. */
    public MadeUpImap plain(String capabilities) {
        plain = capabilities;
        return this;
    }

    /** Within TLS. */
    public MadeUpImap secured(String capabilities) {
        secured = capabilities;
        return this;
    }

    /** After signing in, if that is something else. */
    public MadeUpImap within(String capabilities) {
        within = capabilities;
        return this;
    }

    public MadeUpImap holds(int messages, String... folders) {
        this.messages = messages;
        if (folders.length > 0) this.folders = List.of(folders);
        return this;
    }

    /** @param kibibytes used, and that there are; needs {@code QUOTA} among the capabilities */
    public MadeUpImap quota(long used, long kibibytes) {
        quota = "(STORAGE " + used + " " + kibibytes + ")";
        return this;
    }

    @Override
    public void serve(Caller caller) throws IOException {
        caller.say(greeting);
        if (!greeting.startsWith("* OK") && !greeting.startsWith("* PREAUTH")) return;
        boolean in = greeting.startsWith("* PREAUTH");
        for (String line = caller.hear(); line != null; line = caller.hear()) {
            String[] words = line.split(" ", 3);
            String tag = words[0];
            String command = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
            String rest = words.length > 2 ? words[2] : "";
            boolean secret = Set.of("LOGIN", "AUTHENTICATE").contains(command);
            note(secret ? command : command + (rest.isEmpty() ? "" : " " + rest));
            if (answersInstead(caller, command, tag)) continue;
            switch (command) {
                case "CAPABILITY" -> {
                    caller.say("* CAPABILITY " + (in && !within.isEmpty() ? within : offer(caller)));
                    caller.say(tag + " OK done");
                }
                case "STARTTLS" -> {
                    if (!plain.contains("STARTTLS") || caller.isEncrypted()) {
                        caller.say(tag + " BAD not here");
                    } else {
                        caller.say(tag + " OK begin");
                        caller.beginTls();
                    }
                }
                case "LOGIN" -> in |= login(caller, tag, rest);
                case "AUTHENTICATE" -> in |= authenticate(caller, tag, rest);
                case "LOGOUT" -> {
                    caller.say("* BYE see you");
                    caller.say(tag + " OK done");
                    return;
                }
                default -> {
                    if (in) used(caller, tag, command);
                    else caller.say(tag + " BAD sign in first");
                }
            }
        }
    }

    private String offer(Caller caller) {
        return caller.isEncrypted() ? secured : plain;
    }

    private boolean login(Caller caller, String tag, String rest) throws IOException {
        var words = arguments(caller, rest);
        if (!takesSecrets(caller) || offer(caller).contains("LOGINDISABLED") || words.size() != 2) {
            caller.say(tag + " NO [PRIVACYREQUIRED] not without TLS");
            return false;
        }
        return judged(caller, tag, new MadeUpAccounts.Try("MadeUpImap", "LOGIN", words.get(0), words.get(1)));
    }

    /** Quoted, in literals or bare. */
    private static List<String> arguments(Caller caller, String rest) throws IOException {
        var words = new ArrayList<String>();
        String left = rest;
        while (!left.isEmpty()) {
            if (left.startsWith("\"")) {
                int end = 1;
                while (left.charAt(end) != '"') end += left.charAt(end) == '\\' ? 2 : 1;
                words.add(left.substring(1, end).replaceAll("\\\\(.)", "$1"));
                left = left.substring(end + 1).strip();
            } else if (left.startsWith("{")) {
                caller.say("+ go on");
                int count = Integer.parseInt(left.replaceAll("[{}+]", ""));
                words.add(new String(caller.hear(count), StandardCharsets.UTF_8));
                String next = caller.hear();
                left = next == null ? "" : next.strip();
            } else {
                String[] parts = left.split(" ", 2);
                words.add(parts[0]);
                left = parts.length > 1 ? parts[1] : "";
            }
        }
        return words;
    }

    private boolean authenticate(Caller caller, String tag, String rest) throws IOException {
        String[] words = rest.split(" ", 2);
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        if (!takesSecrets(caller) || !offer(caller).toUpperCase(Locale.ROOT).contains("AUTH=" + mechanism)) {
            caller.say(tag + " NO no such way to sign in");
            return false;
        }
        var tried = secret(caller, mechanism, words.length > 1 ? words[1] : null, "+ ");
        if (tried != null) return judged(caller, tag, tried);
        caller.say(tag + " BAD given up");
        return false;
    }

    private boolean judged(Caller caller, String tag, MadeUpAccounts.Try tried) throws IOException {
        boolean right = judge(caller, tried, "+ ");
        if (right) caller.say(tag + " OK signed in");
        else if (refusal(tried).startsWith("* BYE")) {
            caller.say(refusal(tried));
            throw new IOException("thrown out");
        } else caller.say(tag + " " + refusal(tried));
        return right;
    }

    private void used(Caller caller, String tag, String command) throws IOException {
        switch (command) {
            case "LIST" -> {
                for (String folder : folders) caller.say("* LIST (\\HasNoChildren) \"/\" \"" + folder + "\"");
            }
            case "EXAMINE", "SELECT" -> {
                caller.say("* FLAGS (\\Seen \\Deleted)");
                caller.say("* " + messages + " EXISTS");
                caller.say("* 0 RECENT");
                caller.say("* OK [UIDVALIDITY 1] yes");
            }
            case "GETQUOTAROOT" -> {
                caller.say("* QUOTAROOT INBOX \"\"");
                if (!quota.isEmpty()) caller.say("* QUOTA \"\" " + quota);
            }
            case "NOOP", "ID" -> {}
            default -> {
                caller.say(tag + " BAD not known here");
                return;
            }
        }
        caller.say(tag + " OK done");
    }
}
