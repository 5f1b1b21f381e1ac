package org.mailstead.policy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.milter.MilterAnswer.Edit;
import org.mailstead.milter.MilterMail;

/**
 * A message as filters see it one after the other: each is shown what those before it have changed of the header and the text, or
 * one that signs would sign what nobody gets. New fields go on top, and a changed one there in place of the old. The message
 * itself stays as it came.
 */
final class FilteredMail {
    /** Return-Path and Received, with which every message begins here; filters do not see and not count them. */
    private static final int OWN = 2;

    private static final int ADDED = -1;

    /** @param number among those that came, from 0; {@link #ADDED} of one that a filter has put there */
    private record Shown(int number, MilterMail.Field field) {}

    private final Spool message;
    private final List<Shown> fields = new ArrayList<>();

    /** Not known before the first filter is shown it. */
    private int headerBytes = -1;

    /** How many of the fields, at their beginning, filters have put there. */
    private int added;

    private final Set<Integer> takenOut = new HashSet<>();
    private byte @Nullable [] text;

    FilteredMail(Spool message) {
        this.message = message;
    }

    private void readHeader() throws IOException {
        byte[] header = HeaderChange.headerOf(message);
        headerBytes = header.length;
        int number = -OWN;
        for (var field : HeaderBlock.parse(header).fields()) {
            int start = (int) field.span().start() + field.name().length() + 1;
            int end = (int) field.span().end();
            boolean ofTheMail = number >= 0 && !field.name().isEmpty() && start <= end;
            if (ofTheMail) {
                String value = new String(header, start, end - start, StandardCharsets.ISO_8859_1);
                fields.add(new Shown(number, new MilterMail.Field(field.name(), value.replaceFirst("[\r\n]+$", ""))));
            }
            number++;
        }
    }

    /** @param id of the message, for the filter's log */
    MilterMail shown(String id) throws IOException {
        if (headerBytes < 0) readHeader();
        return new MilterMail(id, fields.stream().map(Shown::field).toList(), this::body);
    }

    private InputStream body() throws IOException {
        if (text != null) return new ByteArrayInputStream(text);
        InputStream in = message.open();
        in.skipNBytes(headerBytes);
        return in;
    }

    /** Does what a filter wants, which counts the fields as it was shown them. */
    void change(Verdict.Change wanted) {
        var before = List.copyOf(fields);
        for (Edit edit : wanted.edits()) {
            switch (edit) {
                case Edit.Add(var name, var value) -> put(name, value);
                case Edit.Change(var name, var number, var value) -> {
                    before.stream()
                            .filter(each -> each.field().name().equalsIgnoreCase(name))
                            .skip(Math.max(0, number - 1))
                            .findFirst()
                            .ifPresent(this::takeOut);
                    if (!value.isEmpty()) put(name, value);
                }
            }
        }
        byte[] body = wanted.changes().body();
        if (body != null) text = withLineEnds(body);
    }

    private void takeOut(Shown field) {
        // Filters may say it twice.
        if (!fields.remove(field)) return;
        if (field.number() == ADDED) added--;
        else takenOut.add(field.number());
    }

    /** Foreign text: whatever its line ends are, the next line goes on with the field. RFC 5322 §2.2.3. */
    private void put(String name, String value) {
        String folded = value.strip().replaceAll("\\r?\\n[ \\t]*|\\r", "\r\n\t").replaceAll("\r\n\t(?=\r\n|$)", "");
        fields.add(added++, new Shown(ADDED, new MilterMail.Field(name, " " + folded)));
    }

    /** Lines of a text of a filter may end as it likes. */
    private static byte[] withLineEnds(byte[] body) {
        var all = new ByteArrayOutputStream(body.length);
        byte before = 0;
        for (byte b : body) {
            if (b == '\n' && before != '\r') all.write('\r');
            all.write(b);
            before = b;
        }
        return all.toByteArray();
    }

    /** Whether header and text are as they came. */
    boolean isUnchanged() {
        return added == 0 && takenOut.isEmpty() && text == null;
    }

    /** Whole fields. */
    String onTop() {
        var all = new StringBuilder();
        for (Shown each : fields.subList(0, added))
            all.append(each.field().name())
                    .append(':')
                    .append(each.field().value())
                    .append("\r\n");
        return all.toString();
    }

    /** Which fields of the message are taken out; asked of each in order, so for one reading of its header. */
    Predicate<HeaderChange.RawField> unwanted() {
        int[] number = {-OWN};
        return _ -> takenOut.contains(number[0]++);
    }

    /** The text in place of the one that came, if there is another. */
    Optional<byte[]> text() {
        return Optional.ofNullable(text);
    }
}
