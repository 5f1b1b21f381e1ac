package org.mailstead.server.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.server.transcript.Step.Connect;
import org.mailstead.server.transcript.Step.Expect;
import org.mailstead.server.transcript.Step.ExpectAll;
import org.mailstead.server.transcript.Step.Kind;
import org.mailstead.server.transcript.Step.Login;
import org.mailstead.server.transcript.Step.Piece;
import org.mailstead.server.transcript.Step.Send;
import org.mailstead.server.transcript.Step.Simple;
import org.mailstead.server.transcript.Step.SkipTo;
import org.mailstead.server.transcript.Step.What;
import org.mailstead.server.transcript.Transcript.On;

/** Reads the format that {@code transcripts/README.md} describes. */
final class TranscriptReader {
    private static final Pattern SAID = Pattern.compile("([CS])(\\d*)([:|~])(?: (.*))?");
    private static final Pattern DIRECTIVE = Pattern.compile(
            "(connect|greeting|login|starttls|compress|quiet|closed|close)(?: (?!on )(\\S+))?(?: on (\\d+))?");

    private final String name;
    private final GivenReader givens = new GivenReader();
    private final List<Step> steps = new ArrayList<>();
    private On on = On.BOTH;
    private int number;

    private TranscriptReader(String name) {
        this.name = name;
    }

    /** @param folder that of all transcripts: the first folder below it names the protocol */
    static Transcript read(Path folder, Path file) throws IOException {
        String name = folder.relativize(file).toString();
        var reader = new TranscriptReader(name);
        for (String line : Files.readAllLines(file)) reader.take(line);
        var protocol =
                Kind.valueOf(folder.relativize(file).getName(0).toString().toUpperCase(Locale.ROOT));
        return new Transcript(name, protocol, reader.givens.all(), List.copyOf(reader.steps), reader.on);
    }

    private void take(String line) {
        number++;
        if (line.isBlank() || line.startsWith("#")) return;
        if (givens.take(line)) return;
        Matcher said = SAID.matcher(line);
        if (said.matches()) {
            int connection = said.group(2).isEmpty() ? 1 : Integer.parseInt(said.group(2));
            String text = said.group(4) == null ? "" : said.group(4);
            said(said.group(1).equals("C"), connection, said.group(3), text);
        } else if (line.equals("only plain")) on = On.PLAIN;
        else if (line.equals("only tls")) on = On.TLS;
        else directive(line);
    }

    private void said(boolean byClient, int connection, String mark, String text) {
        Step last = steps.isEmpty() ? new Simple(0, 0, What.QUIET) : steps.getLast();
        if (byClient) {
            var piece = new Piece(text, mark.equals(":"));
            if (mark.equals("~")) throw wrong("C~");
            if (last instanceof Send send && send.connection() == connection) {
                var pieces = new ArrayList<>(send.pieces());
                pieces.add(piece);
                steps.set(steps.size() - 1, new Send(send.line(), connection, pieces));
            } else steps.add(new Send(number, connection, List.of(piece)));
        } else if (text.equals("{lines}")) {
            steps.add(new SkipTo(number, connection));
        } else if (mark.equals("~")) {
            if (last instanceof ExpectAll all && all.connection() == connection) {
                var patterns = new ArrayList<>(all.patterns());
                patterns.add(text);
                steps.set(steps.size() - 1, new ExpectAll(all.line(), connection, patterns));
            } else steps.add(new ExpectAll(number, connection, List.of(text)));
        } else if (mark.equals(":")) steps.add(new Expect(number, connection, text));
        else throw wrong("S|");
    }

    private void directive(String line) {
        Matcher directive = DIRECTIVE.matcher(line.strip());
        if (!directive.matches()) throw wrong(line);
        int connection = directive.group(3) == null ? 1 : Integer.parseInt(directive.group(3));
        String what = directive.group(1);
        String argument = directive.group(2) == null ? "" : directive.group(2);
        switch (what) {
            case "connect" ->
                steps.add(new Connect(number, connection, Kind.valueOf(argument.toUpperCase(Locale.ROOT))));
            case "login" -> steps.add(new Login(number, connection, argument));
            default -> {
                if (!argument.isEmpty()) throw wrong(line);
                var simple = What.valueOf(what.toUpperCase(Locale.ROOT));
                if (simple == What.STARTTLS) on = On.PLAIN;
                steps.add(new Simple(number, connection, simple));
            }
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                name + ":" + number + ": not in the format of transcripts/README.md: " + what);
    }
}
