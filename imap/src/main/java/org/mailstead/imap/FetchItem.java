package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.message.Envelope;
import org.mailstead.message.ImapStructure;
import org.mailstead.message.Section;

/** One thing that FETCH can tell of a message. RFC 3501 §6.4.5, §7.4.2. */
interface FetchItem {
    /**
     * The message asked about.
     *
     * @param index in the session's view
     * @param stored null if no item needs it
     */
    record Context(OpenMailbox open, int index, @Nullable StoredMessage stored) {
        StoredMessage message() {
            if (stored == null) throw new IllegalStateException("an item did not say that it needs the message");
            return stored;
        }
    }

    void write(Context context, ImapWriter out) throws IOException;

    /** Why this cannot be told of the message, found out before the response is begun; null if it can. */
    default @Nullable ImapReply obstacle(Context context) {
        return null;
    }

    /** Whether the view alone is not enough. */
    default boolean needsMessage() {
        return true;
    }

    default boolean marksSeen() {
        return false;
    }

    /** An item that needs no more than the view. */
    interface OfView extends FetchItem {
        @Override
        default boolean needsMessage() {
            return false;
        }
    }

    OfView FLAGS = (context, out) -> context.open().writeFlags(out, context.index());
    OfView UID = (context, out) -> out.text("UID ").number(context.open().view().uid(context.index()));
    OfView SIZE = (context, out) ->
            out.text("RFC822.SIZE ").number(context.open().view().bytes(context.index()));
    OfView INTERNALDATE = (context, out) -> out.text("INTERNALDATE \"")
            .text(ImapDates.internalDate(context.open().view().internalDate(context.index())))
            .text("\"");
    /** RFC 7162 §3.1.4.2. */
    OfView MODSEQ = (context, out) -> context.open().writeModSeq(out, context.index());

    /** RFC 8474 §5.1. */
    OfView EMAILID = (context, out) -> out.text("EMAILID (")
            .text(ObjectIds.message(context.open().mail(), context.open().view().messageId(context.index())))
            .text(")");

    /** RFC 8514 §4.2. */
    OfView SAVEDATE = (context, out) -> out.text("SAVEDATE \"")
            .text(ImapDates.internalDate(context.open().view().saved(context.index())))
            .text("\"");

    /** RFC 8474 §5.2. */
    FetchItem THREADID = (context, out) -> out.text("THREADID (")
            .text(ObjectIds.thread(context.open().mail(), context.message().thread()))
            .text(")");

    FetchItem ENVELOPE = (context, out) -> {
        Envelope envelope = context.message().index().root().envelope();
        out.text("ENVELOPE ");
        if (envelope != null) ImapStructure.envelope(envelope, out);
    };
    FetchItem BODY = (context, out) -> structure("BODY ", false, context, out);
    FetchItem BODYSTRUCTURE = (context, out) -> structure("BODYSTRUCTURE ", true, context, out);

    private static void structure(String name, boolean extended, Context context, ImapWriter out) throws IOException {
        out.text(name);
        ImapStructure.body(context.message().index().root(), extended, out);
    }

    /** Reads one item, or a macro that stands for several. */
    static void read(ImapReader in, List<FetchItem> items) throws IOException {
        String name = in.upTo(" ()[<");
        Extension needed = needed(name);
        if (needed != null && !in.enabled().offers(needed)) throw noItem(name);
        switch (name) {
            case "ALL" -> items.addAll(List.of(FLAGS, INTERNALDATE, SIZE, ENVELOPE));
            case "FAST" -> items.addAll(List.of(FLAGS, INTERNALDATE, SIZE));
            case "FULL" -> items.addAll(List.of(FLAGS, INTERNALDATE, SIZE, ENVELOPE, BODY));
            case "FLAGS" -> items.add(FLAGS);
            case "UID" -> items.add(UID);
            case "INTERNALDATE" -> items.add(INTERNALDATE);
            case "ENVELOPE" -> items.add(ENVELOPE);
            case "EMAILID" -> items.add(EMAILID);
            case "MODSEQ" -> items.add(MODSEQ);
            case "PREVIEW" -> items.add(new FetchPreview(in.take(" (LAZY)")));
            case "SAVEDATE" -> items.add(SAVEDATE);
            case "THREADID" -> items.add(THREADID);
            case "BODYSTRUCTURE" -> items.add(BODYSTRUCTURE);
            case "RFC822.SIZE" -> items.add(SIZE);
            case "RFC822" -> items.add(new FetchBody("RFC822", Section.WHOLE, null, null, true));
            case "RFC822.HEADER" ->
                items.add(new FetchBody("RFC822.HEADER", section(Section.Text.HEADER), null, null, false));
            case "RFC822.TEXT" -> items.add(new FetchBody("RFC822.TEXT", section(Section.Text.TEXT), null, null, true));
            case "BODY" -> items.add(in.peekIs('[') ? FetchBody.read(in, true) : BODY);
            case "BODY.PEEK" -> items.add(FetchBody.read(in, false));
            case "BINARY" -> items.add(FetchBinary.read(in, true));
            case "BINARY.PEEK" -> items.add(FetchBinary.read(in, false));
            case "BINARY.SIZE" -> items.add(FetchBinarySize.read(in));
            default -> throw noItem(name);
        }
    }

    private static Malformed noItem(String name) {
        return new Malformed("FETCH has no item " + name + ".");
    }

    /** The extension an item belongs to; null for what belongs to the protocol itself. */
    private static @Nullable Extension needed(String name) {
        return switch (name) {
            case "BINARY", "BINARY.PEEK", "BINARY.SIZE" -> Extension.BINARY;
            case "EMAILID", "THREADID" -> Extension.OBJECTID;
            case "MODSEQ" -> Extension.CONDSTORE;
            case "PREVIEW" -> Extension.PREVIEW;
            case "SAVEDATE" -> Extension.SAVEDATE;
            default -> null;
        };
    }

    /** Reads {@code (item item ...)}, to be fetched of messages not here yet. RFC 5465 §8. */
    static void readList(ImapReader in, List<FetchItem> items) throws IOException {
        in.want('(');
        do {
            read(in, items);
            if (items.size() > in.limits().fetchItems()) throw new Malformed("There are too many items to fetch.");
        } while (in.nextInList());
    }

    private static Section section(Section.Text text) {
        return new Section(List.of(), text);
    }
}
