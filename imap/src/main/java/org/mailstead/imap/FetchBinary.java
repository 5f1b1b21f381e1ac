package org.mailstead.imap;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.PartContent;
import org.mailstead.message.DecodedContent;
import org.mailstead.message.Span;

/**
 * BINARY[part]&lt;partial&gt;: a part with its transfer encoding undone, as it is read. RFC 3516 §4.2, RFC 9051 §6.4.5.
 * The whole message and parts that hold others have no encoding of their own and come as they are.
 *
 * @param path of the part; empty for the message
 * @param partial decoded bytes wanted, counted from the first
 */
record FetchBinary(List<Integer> path, @Nullable Span partial, boolean marksSeen) implements FetchItem {
    static FetchBinary read(ImapReader in, boolean marksSeen) {
        List<Integer> path = path(in);
        return new FetchBinary(path, in.take('<') ? FetchBody.partial(in) : null, marksSeen);
    }

    /** {@code [1.2]}. RFC 3516 §7, section-binary. */
    static List<Integer> path(ImapReader in) {
        in.want('[');
        var path = new ArrayList<Integer>();
        if (!in.peekIs(']')) {
            do {
                long number = in.number();
                if (number < 1 || number > Integer.MAX_VALUE) throw new Malformed("Parts are counted from 1.");
                path.add((int) number);
            } while (in.take('.'));
        }
        in.want(']');
        return List.copyOf(path);
    }

    static String echo(List<Integer> path) {
        return "[" + String.join(".", path.stream().map(String::valueOf).toList()) + "]";
    }

    static Optional<PartContent> content(Context context, List<Integer> path) {
        return PartContent.of(context.open().mail(), context.message(), path);
    }

    @Override
    public @Nullable ImapReply obstacle(Context context) {
        if (!context.open().mail().hasBytes(context.message())) return ImapReplies.SOME_UNREADABLE;
        boolean unknown =
                content(context, path).map(part -> !part.canBeDecoded()).orElse(false);
        return unknown ? ImapReplies.UNKNOWN_ENCODING : null;
    }

    @Override
    public void write(Context context, ImapWriter out) throws IOException {
        out.text("BINARY").text(echo(path));
        if (partial != null) out.text("<").number(partial.start()).text(">");
        out.text(" ");
        Optional<PartContent> part = content(context, path);
        if (part.isEmpty()) out.text("NIL");
        else write(part.get(), partial == null ? new Span(0, Long.MAX_VALUE) : partial, out);
    }

    /** Reads the part twice, since its length and whether it holds NUL have to be said first; it may be large. */
    static void write(PartContent part, Span wanted, ImapWriter out) throws IOException {
        DecodedContent measured;
        try (InputStream content = part.open()) {
            measured = DecodedContent.measure(content, wanted.start(), wanted.length());
        }
        try (InputStream content = part.open()) {
            DecodedContent.pass(content, wanted.start());
            if (measured.hasNul()) out.literal8(content, measured.bytes());
            else out.literal(content, measured.bytes());
        }
    }
}
