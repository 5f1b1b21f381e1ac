import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends many messages at once over SMTP and looks over IMAP which of them arrived. Run as a single file:
 *
 * <pre>
 * java SendMany.java fill PORT ADDRESS COUNT         puts COUNT messages into one mailbox
 * java SendMany.java send PORT ACCOUNTS FILE         64 clients send until the server is gone; keeps a record in FILE
 * java SendMany.java check PORT ACCOUNTS PASSWORD FILE   compares the record with what is in the mailboxes
 * </pre>
 *
 * The record has a line {@code sending ID ADDRESS…} written before the end of the message goes out, and a line
 * {@code answered ID} written after its 250 came.
 */
public final class SendMany {
    private static final int CLIENTS = 64;
    private static final String DOMAIN = "example.test";
    private static final Pattern MESSAGE_ID = Pattern.compile("(?i)^Message-ID: *<([^>]+)>");

    private SendMany() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "fill" -> fill(port(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
            case "send" -> send(port(arguments[1]), Integer.parseInt(arguments[2]), Path.of(arguments[3]));
            case "check" ->
                check(port(arguments[1]), Integer.parseInt(arguments[2]), arguments[3], Path.of(arguments[4]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static int port(String text) {
        return Integer.parseInt(text);
    }

    private static String account(long number) {
        return "user%04d@%s".formatted(number, DOMAIN);
    }

    /** A line-wise conversation. */
    private static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Talk(int port) throws IOException {
            socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        String line() throws IOException {
            String line = in.readLine();
            if (line == null) throw new IOException("the server hung up");
            return line;
        }

        /** The last line of an SMTP reply, which must have this code. */
        void expect(String code) throws IOException {
            String line = line();
            while (line.startsWith("-", 3)) line = line();
            if (!line.startsWith(code)) throw new IllegalStateException("expected " + code + ", got: " + line);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String message(String id, String subject, String text) {
        return "From: Tester <tester@example.org>\r\nTo: somebody@" + DOMAIN + "\r\nSubject: " + subject
                + "\r\nDate: Thu, 01 Jan 2026 10:00:00 +0000\r\nMessage-ID: <" + id + ">\r\n\r\n" + text + "\r\n.";
    }

    private static void envelope(Talk smtp, List<String> recipients) throws IOException {
        smtp.say("MAIL FROM:<tester@example.org>");
        smtp.expect("250");
        for (String recipient : recipients) {
            smtp.say("RCPT TO:<" + recipient + ">");
            smtp.expect("250");
        }
        smtp.say("DATA");
        smtp.expect("354");
    }

    private static void fill(int port, String address, int count) throws IOException {
        try (var smtp = new Talk(port)) {
            smtp.expect("220");
            smtp.say("EHLO client.example.org");
            smtp.expect("250");
            for (int i = 1; i <= count; i++) {
                envelope(smtp, List.of(address));
                String id = "filled-" + i + "-" + Long.toString(System.nanoTime(), 36) + "@example.org";
                smtp.say(message(id, "filled " + i, "Text of message " + i + "."));
                smtp.expect("250");
            }
            smtp.say("QUIT");
            smtp.expect("221");
        }
    }

    private static void send(int port, int accounts, Path file) throws IOException {
        var next = new AtomicLong();
        String run = Long.toString(System.currentTimeMillis(), 36);
        try (var record = new PrintWriter(Files.newBufferedWriter(file), true);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.submit(() -> {
                    try (var smtp = new Talk(port)) {
                        sendUntilGone(smtp, accounts, record, run, next);
                    } catch (IOException gone) {
                        return;
                    } catch (IllegalStateException wrong) {
                        System.err.println(wrong.getMessage());
                    }
                });
            }
        }
        System.out.println("messages begun: " + next.get());
    }

    private static void sendUntilGone(Talk smtp, int accounts, PrintWriter record, String run, AtomicLong next)
            throws IOException {
        smtp.expect("220");
        smtp.say("EHLO client.example.org");
        smtp.expect("250");
        while (true) {
            long number = next.getAndIncrement();
            String id = run + "-" + number + "@example.org";
            var recipients = new ArrayList<String>();
            recipients.add(account(1 + number % accounts));
            // Every third message goes to two people: it must reach both or neither.
            if (number % 3 == 0) recipients.add(account(1 + (number + 1) % accounts));
            envelope(smtp, recipients);
            // println of one string is one write under the writer's lock.
            record.println("sending " + id + " " + String.join(" ", recipients));
            smtp.say(message(id, "message " + number, "x".repeat((int) (number * 37 % 20_000) / 72 + 1)));
            smtp.expect("250");
            record.println("answered " + id);
        }
    }

    private static void check(int port, int accounts, String password, Path file) throws IOException {
        Map<String, List<String>> sent = new TreeMap<>();
        Set<String> answered = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            if (words[0].equals("sending")) sent.put(words[1], List.of(words).subList(2, words.length));
            if (words[0].equals("answered")) answered.add(words[1]);
        }
        var wrong = new ArrayList<String>();
        Map<String, Map<String, Integer>> found = new HashMap<>();
        for (int i = 1; i <= accounts; i++) found.put(account(i), messageIds(port, account(i), password));
        sent.forEach((id, recipients) -> {
            for (String recipient : recipients) {
                int copies = found.getOrDefault(recipient, Map.of()).getOrDefault(id, 0);
                if (copies > 1) wrong.add(id + " is there " + copies + " times for " + recipient);
                if (copies == 0 && answered.contains(id)) wrong.add(id + " was answered 250 and is lost for " + recipient);
            }
        });
        found.forEach((account, ids) -> ids.keySet().forEach(id -> {
            if (!sent.getOrDefault(id, List.of()).contains(account)) wrong.add(id + " is there for " + account + ", not sent");
        }));
        System.out.println("note: sent " + sent.size() + ", answered " + answered.size() + ", wrong " + wrong.size());
        wrong.stream().limit(20).forEach(System.out::println);
        if (!wrong.isEmpty()) System.exit(1);
    }

    private static Map<String, Integer> messageIds(int port, String address, String password) throws IOException {
        Map<String, Integer> ids = new HashMap<>();
        try (var imap = new Talk(port)) {
            imap.line();
            imap.say("a LOGIN " + address + " " + password);
            until(imap, "a ");
            imap.say("b EXAMINE INBOX");
            until(imap, "b ");
            imap.say("c FETCH 1:* BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]");
            for (String line = imap.line(); !line.startsWith("c "); line = imap.line()) {
                Matcher id = MESSAGE_ID.matcher(line);
                if (id.find()) ids.merge(id.group(1), 1, Integer::sum);
            }
        }
        return ids;
    }

    private static void until(Talk imap, String tag) throws IOException {
        String line = imap.line();
        while (!line.startsWith(tag)) line = imap.line();
        if (!line.startsWith(tag + "OK")) throw new IOException(line);
    }
}
