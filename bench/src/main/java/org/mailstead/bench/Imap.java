package org.mailstead.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of an IMAP client as load needs. */
final class Imap implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{([0-9]+)}$");
    private final Talk talk;
    private int tag;

    private Imap(Talk talk) {
        this.talk = talk;
    }

    static Imap signIn(Demo demo, Demo.Login login, boolean tls) throws IOException {
        return signIn(
                new Talk(demo.host(), tls ? demo.imap().tls() : demo.imap().starttls(), tls), login);
    }

    static Imap signIn(Talk talk, Demo.Login login) throws IOException {
        Imap imap = new Imap(talk);
        imap.talk.expect("* OK");
        imap.run("LOGIN \"" + login.address() + "\" \"" + login.password() + "\"");
        return imap;
    }

    /** Runs a command that must end in OK and returns the number of untagged answers. */
    int run(String command) throws IOException {
        return run(command, _ -> {});
    }

    /** @param each gets every untagged answer, literals left out */
    int run(String command, Consumer<String> each) throws IOException {
        String mine = begin(command);
        talk.send();
        return finish(mine, command, each);
    }

    /** What a client keeps of a mailbox to find out later what has changed. */
    record Selected(int exists, long uidValidity, long highestModSeq) {}

    Selected select(String mailbox) throws IOException {
        long[] exists = {0};
        long[] uidValidity = {0};
        long[] highestModSeq = {0};
        run("SELECT " + mailbox, line -> {
            if (line.endsWith(" EXISTS")) exists[0] = Long.parseLong(line.split(" ")[1]);
            number(line, "[UIDVALIDITY ", uidValidity);
            number(line, "[HIGHESTMODSEQ ", highestModSeq);
        });
        return new Selected((int) exists[0], uidValidity[0], highestModSeq[0]);
    }

    boolean has(String mailbox) throws IOException {
        return run("LIST \"\" " + mailbox) > 0;
    }

    /** How many messages there are, without selecting the mailbox. */
    int messages(String mailbox) throws IOException {
        int[] messages = {0};
        run("STATUS " + mailbox + " (MESSAGES)", line -> {
            int at = line.indexOf("(MESSAGES ") + "(MESSAGES ".length();
            messages[0] = Integer.parseInt(line.substring(at, line.indexOf(')', at)));
        });
        return messages[0];
    }

    private static void number(String line, String name, long[] into) {
        int at = line.indexOf(name);
        if (at >= 0) into[0] = Long.parseLong(line.substring(at + name.length(), line.indexOf(']', at)));
    }

    void append(String mailbox, byte[] message) throws IOException {
        String mine = begin("APPEND %s {%d}".formatted(mailbox, message.length));
        talk.send();
        talk.expect("+");
        talk.write(message).write("\r\n").send();
        finish(mine, "APPEND", _ -> {});
    }

    /** Appends many with one command, without asking before each literal. */
    void appendAll(String mailbox, List<byte[]> messages) throws IOException {
        String mine = begin("APPEND " + mailbox, "");
        for (byte[] message : messages)
            talk.write(" {%d+}\r\n".formatted(message.length)).write(message);
        talk.write("\r\n").send();
        finish(mine, "APPEND", _ -> {});
    }

    /** Enters IDLE; {@link #awaitExists} then waits and {@link #endIdle} leaves. */
    String beginIdle() throws IOException {
        String mine = begin("IDLE");
        talk.send();
        talk.expect("+");
        return mine;
    }

    void awaitExists() throws IOException {
        String line = talk.line();
        while (!line.endsWith(" EXISTS")) line = talk.line();
    }

    void endIdle(String idle) throws IOException {
        talk.write("DONE\r\n").send();
        finish(idle, "IDLE", _ -> {});
    }

    long received() {
        return talk.received();
    }

    private String begin(String command) throws IOException {
        return begin(command, "\r\n");
    }

    private String begin(String command, String end) throws IOException {
        String mine = "a" + ++tag;
        talk.write(mine + " " + command + end);
        return mine;
    }

    private int finish(String mine, String command, Consumer<String> each) throws IOException {
        int untagged = 0;
        String line = answer();
        while (!line.startsWith(mine + " ")) {
            untagged++;
            each.accept(line);
            line = answer();
        }
        if (!line.startsWith(mine + " OK")) throw new IOException(command.split(" ")[0] + " failed: " + line);
        return untagged;
    }

    /** One answer, with what follows its literals joined on. */
    private String answer() throws IOException {
        String line = talk.line();
        while (line.endsWith("}")) {
            Matcher literal = LITERAL.matcher(line);
            if (!literal.find()) break;
            talk.skip(Long.parseLong(literal.group(1)));
            line = line.substring(0, literal.start()) + talk.line();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        talk.close();
    }
}
