package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

/**
 * Damaged commands on a session that is signed in: each gets exactly one tagged answer, never a fault, in responses of
 * the right form, and the session stays in step.
 */
class CommandFuzzTest {
    /** Sessions and mailboxes are made anew after so many inputs: COPY and APPEND let them grow. */
    private static final int PER_SERVER = 100;

    /** Bytes of a literal that this client is willing to send. */
    private static final int LITERAL = 10_000;

    private static final Pattern ANNOUNCED = Pattern.compile("\\{(\\d{1,18})(\\+?)}\\z");

    /** Commands without tags, one to a line, a literal's bytes on the next. */
    private static final List<String> SEEDS = List.of(
            "FETCH 1:* (UID FLAGS ENVELOPE BODY.PEEK[1.MIME]<0.10> BODYSTRUCTURE INTERNALDATE RFC822.SIZE)",
            "FETCH 1 (BODY[HEADER.FIELDS (Subject \"X-A\")] BODY[HEADER.FIELDS.NOT (To)] EMAILID SAVEDATE THREADID)",
            "UID FETCH 1:3,7,* (FLAGS MODSEQ PREVIEW (LAZY) BINARY.PEEK[1]<0.5> BINARY.SIZE[1]) (CHANGEDSINCE 3)",
            "ENABLE QRESYNC\nUID FETCH 1:* FLAGS (CHANGEDSINCE 1 VANISHED PARTIAL -1:-10)",
            "SEARCH CHARSET UTF-8 OR (FROM \"x\" NOT SEEN) SINCE 1-Jan-2020 TEXT {3+}\nabc HEADER Subject \"\"",
            "SEARCH RETURN (MIN MAX ALL COUNT SAVE) LARGER 1 KEYWORD $x MODSEQ \"/flags/\\\\seen\" all 3 UID 1:*",
            "UID SEARCH RETURN (PARTIAL 1:2 COUNT) OLDER 10 YOUNGER 20 SAVEDSINCE 1-Jan-2020 EMAILID M1 FUZZY BODY q",
            "SEARCH RETURN (UPDATE CONTEXT) UNSEEN\nSTORE 1 FLAGS ()\nCANCELUPDATE \"t\"",
            "SEARCH RETURN (SAVE MIN PARTIAL -1:-5 UPDATE RELEVANCY) FUZZY (SUBJECT x OR 1:* UID $) MODSEQ 3",
            "UID SEARCH RETURN (SAVE) FUZZY TEXT \"b c\"\nSEARCH $\nFETCH $ UID\nSTORE $ FLAGS (a)\nUID SEARCH UID $,1:2",
            "SEARCH NOT (OR (1:2 BCC a) (NOT CC b)) SENTBEFORE 1-Jan-2020 SENTON \" 1-Feb-2020\" SENTSINCE 1-Mar-2020",
            "SEARCH SAVEDBEFORE 2-Jan-2030 SAVEDON 1-Jan-2020 SAVEDATESUPPORTED NEW OLD RECENT UNKEYWORD x SMALLER 9",
            "SEARCH THREADID T1 FILTER x\nSEARCH RETURN () ANSWERED DRAFT UNDELETED UNFLAGGED",
            "ESEARCH IN (subtree (a b) inboxes) RETURN (COUNT) OLDER 3",
            "ESEARCH IN (selected-delayed subtree-one (INBOX) subscribed) RETURN (MIN MAX ALL RELEVANCY) FUZZY BODY q",
            "ESEARCH IN (mailboxes INBOX subtree (Archive Sent) personal) RETURN (COUNT) SUBJECT x",
            "STORE 1:2 +FLAGS.SILENT (\\Seen kw $Forwarded)\nSTORE 1 (UNCHANGEDSINCE 2) -FLAGS \\Deleted",
            "UID COPY * Archive\nUID MOVE 1:2 Trash\nCOPY 1:* INBOX\nMOVE 1 Archive",
            "CREATE \"x/&U,BTFw-\" (USE (\\Drafts))\nRENAME x y\nLIST \"\" \"%/*\"\nLSUB \"\" *\nDELETE y",
            "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (INBOX \"A%\") RETURN (CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN))",
            "APPEND INBOX (\\Seen kw) \"17-Jul-1996 02:44:25 -0700\" {22+}\nSubject: y  and a body",
            "APPEND INBOX {5}\nabcde\nSTATUS INBOX (UNSEEN UIDNEXT SIZE HIGHESTMODSEQ MAILBOXID DELETED)",
            "APPEND INBOX {3+}\nabc (\\Seen) {2+}\nxy\nAPPEND INBOX CATENATE (TEXT {2+}\nxy URL \"/INBOX/;UID=1\")",
            "REPLACE 1 INBOX {3+}\nabc\nUID REPLACE 2 Archive (\\Seen) ~{4+}\na\u0001cd",
            "ID (\"name\" \"x\" \"version\" NIL)\nENABLE CONDSTORE X\nIDLE\nNAMESPACE\nCAPABILITY",
            "SELECT {5+}\nINBOX\nEXAMINE INBOX (CONDSTORE)\nSELECT INBOX\nCLOSE\nUNSELECT\nCHECK\nEXPUNGE",
            "ENABLE QRESYNC\nSELECT INBOX (QRESYNC (1 2 1:3 (1:2 1:2)))\nUID EXPUNGE 1:4\nUIDBATCHES 500 1:2",
            "ENABLE UIDONLY\nFETCH 1 UID\nUID FETCH 1 FLAGS\nUID STORE 1:* FLAGS \\Flagged\nUID SEARCH ALL",
            "ENABLE IMAP4rev2 UTF8=ACCEPT\nCREATE \"\u00c3\u00bc\"\nSTATUS \"\u00c3\u00bc\" (MESSAGES)\nSEARCH ALL\nSELECT \u00c3\u00bc",
            "UID SORT RETURN (UPDATE PARTIAL -1:-2 RELEVANCY) (RELEVANCY REVERSE CC TO) UTF-8 FUZZY SUBJECT x",
            "SORT RETURN (UPDATE) (SIZE FROM) UTF-8 ALL\nSTORE 1 +FLAGS \\Deleted\nEXPUNGE\nNOOP\nUID SORT (DATE) UTF-8 $",
            "SORT (REVERSE ARRIVAL SUBJECT DISPLAYFROM) UTF-8 ALL\nTHREAD REFERENCES US-ASCII ALL\nUID THREAD REFS UTF-8 ALL",
            "SORT RETURN (COUNT PARTIAL 1:5) (DATE) UTF-8 SUBJECT x\nTHREAD ORDEREDSUBJECT UTF-8 SEEN",
            "GETQUOTA \"\"\nGETQUOTAROOT INBOX\nSETQUOTA \"\" (STORAGE 500)",
            "SETMETADATA INBOX (/private/comment \"x\" /shared/comment NIL)\nGETMETADATA (DEPTH 1 MAXSIZE 9) INBOX /private",
            "SETACL INBOX bob lrs\nGETACL INBOX\nMYRIGHTS INBOX\nLISTRIGHTS INBOX bob\nDELETEACL INBOX bob",
            "NOTIFY SET STATUS (SELECTED (MessageNew (UID FLAGS) MessageExpunge FlagChange)) (personal (MessageNew))",
            "NOTIFY NONE\nGENURLAUTH \"imap://ann@x/INBOX/;uid=1;urlauth=anonymous\" INTERNAL\nRESETKEY\nURLFETCH \"imap:a\"",
            "SUBSCRIBE a/b\nUNSUBSCRIBE a\nLIST \"\" \"\"\nLIST () \"\" (\"*\") RETURN (SUBSCRIBED MYRIGHTS METADATA (/private))");

    private static final List<String> WORDS = List.of(
            "{9+}",
            "{9}",
            "{0}",
            "~{3+}",
            "{99999999}",
            "(",
            "))",
            "[",
            "]",
            "BODY[",
            "<1.2>",
            "1:*",
            "*",
            "$",
            "\\Seen",
            "  ",
            "NIL",
            "\"\"",
            "\"\\\"",
            "&",
            "&-",
            "&AOQ-",
            "INBOX",
            "4294967295",
            "18446744073709551615",
            "0",
            "-1",
            "RETURN (",
            "UID ",
            "NOT ",
            "OR ",
            "CHARSET x ",
            "1-Jan-2020",
            "\u00c3\u00a4",
            "\u00ff",
            "%",
            "(CHANGEDSINCE 1)",
            "/",
            "+",
            ".");

    /** Sessions here do not outlive them; {@code SignInFuzzTest} has those of before signing in. */
    private static final Set<String> ELSEWHERE =
            Set.of("LOGOUT", "STARTTLS", "COMPRESS", "UNAUTHENTICATE", "LOGIN", "AUTHENTICATE");

    private ImapFixture fixture = fixture();
    private ImapClient client = filled(fixture);
    private int inputs;
    private int tags;

    private static ImapFixture fixture() {
        return new ImapFixture(ImapFixture.LIMITS.withMistakes(1_000_000));
    }

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    private static ImapClient filled(ImapFixture fixture) {
        ImapClient client = fixture.signedIn();
        for (int i = 0; i < 3; i++) {
            client.append(
                    "INBOX",
                    "",
                    "Subject: =?utf-8?q?x=C3=A4?= " + i + "\nTo: a: b@c, \"d\\\"e\" <f@g>;\nMessage-ID: <" + i
                            + "@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nq\n--b\n"
                            + "Content-Type: message/rfc822\n\nSubject: in\n\nx\n--b--\n");
        }
        client.ok("SELECT INBOX");
        return client;
    }

    @Test
    void eachCommandIsAmongTheSeeds() {
        var used = new TreeSet<>(ELSEWHERE);
        for (String seed : SEEDS) {
            for (String line : seed.split("\n"))
                used.add(line.replaceFirst("^UID ", "").split(" ")[0]);
        }
        used.add("NOOP");
        assertThat(used).containsAll(Commands.names());
    }

    @Test
    void eachCommandGetsOneAnswer() {
        List<byte[]> seeds = SEEDS.stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        Mutator.run(41, 500, seeds, WORDS, this::converse);
    }

    private void converse(byte[] input) {
        if (++inputs % PER_SERVER == 0) anew();
        var lines = new ArrayDeque<String>();
        for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\r?\n")) lines.add(line);
        try {
            while (!lines.isEmpty()) one(lines);
            String tag = "n" + ++tags;
            client.send(tag + " NOOP\r\n");
            assertThat(answer(tag, new ArrayDeque<>(), "")).startsWith(tag + " OK");
        } catch (Ended ended) {
            anew();
        } catch (UncheckedIOException hungUp) {
            throw new AssertionError("the session broke off", hungUp);
        }
    }

    private void anew() {
        stop();
        fixture = fixture();
        client = filled(fixture);
    }

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A command, with its literals sent as a right client would send them. */
    private void one(ArrayDeque<String> lines) {
        String line = lines.pop();
        // What a session is not the same after, or cannot be followed.
        if (line.matches("(?is)\\s*(" + String.join("|", ELSEWHERE) + ").*")) return;
        String tag = "t" + ++tags;
        String said = tag + " " + line;
        client.send(said + "\r\n");
        said = literalsUnasked(said, lines);
        assertThat(answer(tag, lines, said)).matches("(?s)" + tag + " (?:OK|NO|BAD) .*");
    }

    /** Sends the literals the server need not ask for; returns the last line sent. */
    private String literalsUnasked(String said, ArrayDeque<String> lines) {
        String last = said;
        for (Matcher literal = ANNOUNCED.matcher(last);
                literal.find() && !literal.group(2).isEmpty();
                literal = ANNOUNCED.matcher(last)) {
            long length = Long.parseLong(literal.group(1));
            if (length > LITERAL) throw new Ended();
            last = literal((int) length, lines);
        }
        return last;
    }

    /** Sends a literal and the line that goes on behind it; returns that line. */
    private String literal(int length, ArrayDeque<String> lines) {
        String bytes = lines.isEmpty() ? "" : lines.pop();
        while (bytes.length() < length) bytes += "z";
        String rest = bytes.substring(length);
        client.send(bytes.substring(0, length) + rest + "\r\n");
        return rest;
    }

    private String answer(String tag, ArrayDeque<String> lines, String said) {
        String last = said;
        while (true) {
            String line = client.line();
            assertThat(line).doesNotContain("SERVERBUG").doesNotContain("UNAVAILABLE");
            if (line.startsWith(tag + " ")) return line;
            if (line.startsWith("* BYE")) throw new Ended();
            if (!line.startsWith("+ ")) {
                assertThat(line).startsWith("* ").doesNotStartWith("* BAD");
                continue;
            }
            Matcher literal = ANNOUNCED.matcher(last);
            if (literal.find()) {
                last = literalsUnasked(literal(Integer.parseInt(literal.group(1)), lines), lines);
            } else {
                assertThat(said.toUpperCase(Locale.ROOT)).contains("IDLE");
                client.send("DONE\r\n");
            }
        }
    }
}
