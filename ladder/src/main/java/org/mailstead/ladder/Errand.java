package org.mailstead.ladder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.Use.Refusal;
import org.mailstead.settings.MailServer.Protocol;

/** What is done after signing in, to see that it works. Nothing changes by it, and no mail is sent. */
final class Errand {
    /** Lines of a list of folders; whoever has more has another trouble. */
    private static final int FOLDERS = 20_000;

    private static final int LINES = 200;

    private static final Pattern EXISTS = Pattern.compile("\\* (\\d{1,9}) EXISTS", Pattern.CASE_INSENSITIVE);

    /** RFC 9208 §5.1: in units of 1024 bytes. */
    private static final Pattern STORAGE =
            Pattern.compile("\\* QUOTA .*\\(.*\\bSTORAGE (\\d{1,15}) (\\d{1,15}).*\\)", Pattern.CASE_INSENSITIVE);

    private static final Pattern STAT = Pattern.compile("\\+OK (\\d{1,9}) .*", Pattern.CASE_INSENSITIVE);

    private final String address;
    private final Scrub scrub;
    private final List<Refusal> refusals = new ArrayList<>();
    private OptionalInt messages = OptionalInt.empty();
    private OptionalLong quotaUsed = OptionalLong.empty();
    private OptionalLong quotaLimit = OptionalLong.empty();
    private OptionalInt folders = OptionalInt.empty();
    private OptionalLong sizeLimit = OptionalLong.empty();

    /** @param address whose mail it is */
    Errand(String address, Scrub scrub) {
        this.address = address;
        this.scrub = scrub;
    }

    Use use() {
        return new Use(refusals, messages, quotaUsed, quotaLimit, folders, sizeLimit);
    }

    void offered(PortFacts.Offer offer) {
        if (offer.size().isPresent()) sizeLimit = offer.size();
    }

    /** Ends the session too. A server that hangs up in the middle leaves it at what was seen. */
    void run(Talk talk, Protocol protocol) {
        try {
            switch (protocol) {
                case IMAP -> imap(talk);
                case POP3 -> pop3(talk);
                case SMTP -> smtp(talk);
            }
            talk.leave(protocol);
        } catch (IOException e) {
            // What is of interest in it is noted as a refusal.
        }
    }

    /** The server hung up on a command, or says more than anybody listens to; the refusal is noted. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private Refusal refusal(Protocol protocol, String command, String said) {
        return new Refusal(protocol, command, Words.clean(scrub.of(said), Trial.SAID_CHARACTERS));
    }

    private void imap(Talk talk) throws IOException {
        int[] listed = {0};
        String list = tagged(talk, "LIST", "LIST \"\" \"*\"", FOLDERS, line -> {
            if (line.regionMatches(true, 0, "* LIST ", 0, 7)) listed[0]++;
        });
        if (isOk(list)) folders = OptionalInt.of(listed[0]);
        // EXAMINE in place of SELECT: not even the flag \Recent is taken off. RFC 9051 §6.3.3.
        tagged(talk, "EXAMINE", "EXAMINE INBOX", LINES, line -> {
            Matcher exists = EXISTS.matcher(line);
            if (exists.matches()) messages = OptionalInt.of(Integer.parseInt(exists.group(1)));
        });
        talk.say("q GETQUOTAROOT INBOX");
        // Whoever has no quota refuses that, and rightly.
        talk.each(line -> Offers.isTagged(line, "q"), LINES, line -> {
            Matcher storage = STORAGE.matcher(line);
            if (!storage.matches()) return;
            quotaUsed = OptionalLong.of(Long.parseLong(storage.group(1)) * 1024);
            quotaLimit = OptionalLong.of(Long.parseLong(storage.group(2)) * 1024);
        });
    }

    private static boolean isOk(String answer) {
        return answer.regionMatches(true, 2, "OK", 0, 2);
    }

    private String tagged(Talk talk, String name, String command, int most, Consumer<String> each) throws IOException {
        String[] last = {""};
        try {
            talk.say("u " + command);
            talk.each(line -> Offers.isTagged(line, "u") || line.startsWith("* BYE"), most, line -> {
                last[0] = line;
                each.accept(line);
            });
        } catch (IOException e) {
            throw stopped(Protocol.IMAP, name, e);
        }
        if (!isOk(last[0])) refusals.add(refusal(Protocol.IMAP, name, Offers.untagged(last[0], "u")));
        if (last[0].startsWith("* BYE")) throw new Stopped();
        return last[0];
    }

    private Stopped stopped(Protocol protocol, String command, IOException why) {
        refusals.add(refusal(protocol, command, String.valueOf(why.getMessage())));
        return new Stopped();
    }

    private void pop3(Talk talk) throws IOException {
        String answer = single(talk, Protocol.POP3, "STAT", "STAT");
        Matcher stat = STAT.matcher(answer);
        if (stat.matches()) messages = OptionalInt.of(Integer.parseInt(stat.group(1)));
        else refusals.add(refusal(Protocol.POP3, "STAT", answer));
    }

    /** Its own address as sender and recipient, taken back at once. */
    private void smtp(Talk talk) throws IOException {
        if (!canBeSaid(address)) return;
        String mail = single(talk, Protocol.SMTP, "MAIL", "MAIL FROM:<" + address + ">");
        if (!mail.startsWith("2")) {
            refusals.add(refusal(Protocol.SMTP, "MAIL", mail));
            return;
        }
        String recipient = single(talk, Protocol.SMTP, "RCPT", "RCPT TO:<" + address + ">");
        if (!recipient.startsWith("2")) refusals.add(refusal(Protocol.SMTP, "RCPT", recipient));
        talk.say("RSET");
        talk.lines(Offers::endsSmtp, LINES);
    }

    private String single(Talk talk, Protocol protocol, String name, String command) throws IOException {
        try {
            talk.say(command);
            var lines = talk.lines(protocol == Protocol.SMTP ? Offers::endsSmtp : _ -> true, LINES);
            return String.join(" ", lines);
        } catch (IOException e) {
            throw stopped(protocol, name, e);
        }
    }

    /** Plain enough for a server that knows no letters but ASCII, and nothing that would end the command. */
    private static boolean canBeSaid(String address) {
        return address.matches("[!-~&&[^<>\"\\\\]]{1,200}@[A-Za-z0-9.-]{1,250}");
    }

    /** With the domain in ASCII; as it was typed if that is none. */
    static String ascii(String typed) {
        int at = typed.lastIndexOf('@');
        return DnsName.parse(typed.substring(at + 1))
                .map(domain -> typed.substring(0, at + 1) + domain)
                .orElse(typed);
    }
}
