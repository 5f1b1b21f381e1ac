package org.mailstead.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.Part.Disposition;
import org.mailstead.message.Part.Parameter;

/**
 * Writes ENVELOPE, BODY and BODYSTRUCTURE as IMAP has them. RFC 3501 §7.4.2. Well formed whatever the message holds; each
 * is put together in memory and written at once.
 */
public final class ImapStructure {
    /** Longer strings go as literals: some clients read a line into a buffer of fixed size. */
    private static final int LONGEST_QUOTED = 1000;

    /** What stands for the message inside a message/rfc822 part that cannot be looked into. */
    private static final String UNKNOWN_MESSAGE =
            " (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0";

    private final ByteSink out = new ByteSink();

    private ImapStructure() {}

    public static void envelope(Envelope envelope, OutputStream out) throws IOException {
        var structure = new ImapStructure();
        structure.envelope(envelope);
        structure.out.writeTo(out);
    }

    /** @param extended BODYSTRUCTURE, else BODY */
    public static void body(Part part, boolean extended, OutputStream out) throws IOException {
        var structure = new ImapStructure();
        structure.body(part, extended);
        structure.out.writeTo(out);
    }

    private void envelope(Envelope envelope) {
        out.put('(');
        string(envelope.date());
        out.put(' ');
        string(envelope.subject());
        addresses(envelope.from());
        addresses(envelope.sender());
        addresses(envelope.replyTo());
        addresses(envelope.to());
        addresses(envelope.cc());
        addresses(envelope.bcc());
        out.put(' ');
        string(envelope.inReplyTo());
        out.put(' ');
        string(envelope.messageId());
        out.put(')');
    }

    private void addresses(List<EmailAddress> addresses) {
        if (addresses.isEmpty()) {
            out.put(" NIL");
            return;
        }
        out.put(" (");
        for (EmailAddress address : addresses) {
            out.put('(');
            string(address.name());
            // The route, which nobody may write any more. RFC 5322 §4.4.
            out.put(" NIL ");
            string(address.mailbox());
            out.put(' ');
            string(address.host());
            out.put(')');
        }
        out.put(')');
    }

    private void body(Part part, boolean extended) {
        out.put('(');
        if (part.isMultipart() && !part.children().isEmpty()) {
            for (Part child : part.children()) body(child, extended);
            out.put(' ');
            string(part.type().substring("multipart/".length()));
            if (extended) {
                out.put(' ');
                parameters(part.parameters());
                trailer(part);
            }
        } else {
            single(part, extended);
            if (extended) {
                out.put(' ');
                string(part.md5());
                trailer(part);
            }
        }
        out.put(')');
    }

    private void single(Part part, boolean extended) {
        // A scan makes no multipart without parts; the grammar has no form for one, so it must never be written as
        // such.
        String type = part.isMultipart() ? "text/plain" : part.type();
        int slash = Math.max(0, type.indexOf('/'));
        string(type.substring(0, slash));
        out.put(' ');
        string(type.substring(Math.min(type.length(), slash + 1)));
        out.put(' ');
        parameters(part.parameters());
        out.put(' ');
        string(part.contentId());
        out.put(' ');
        string(part.description());
        out.put(' ');
        string(part.encoding());
        out.put(' ').put(part.body().length());
        if (type.equals("message/rfc822")) {
            inside(part, extended);
            out.put(' ').put(part.lines());
        } else if (type.startsWith("text/")) {
            out.put(' ').put(part.lines());
        }
    }

    private void inside(Part part, boolean extended) {
        Part message = part.isMessage() ? part.children().getFirst() : null;
        Envelope envelope = message == null ? null : message.envelope();
        if (message == null || envelope == null) {
            out.put(UNKNOWN_MESSAGE).put(extended ? " NIL NIL NIL NIL)" : ")");
            return;
        }
        out.put(' ');
        envelope(envelope);
        out.put(' ');
        body(message, extended);
    }

    private void trailer(Part part) {
        Disposition disposition = part.disposition();
        if (disposition == null) {
            out.put(" NIL");
        } else {
            out.put(" (");
            string(disposition.kind());
            out.put(' ');
            parameters(disposition.parameters());
            out.put(')');
        }
        out.put(' ');
        languages(part.languages());
        out.put(' ');
        string(part.location());
    }

    private void languages(List<String> languages) {
        if (languages.isEmpty()) {
            out.put("NIL");
            return;
        }
        for (int i = 0; i < languages.size(); i++) {
            out.put(i == 0 ? '(' : ' ');
            string(languages.get(i));
        }
        out.put(')');
    }

    private void parameters(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.put("NIL");
            return;
        }
        for (int i = 0; i < parameters.size(); i++) {
            out.put(i == 0 ? '(' : ' ');
            string(parameters.get(i).name());
            out.put(' ');
            string(parameters.get(i).value());
        }
        out.put(')');
    }

    /** NIL, a quoted string where the grammar takes one, else a literal. RFC 3501 §4.3. */
    private void string(@Nullable String value) {
        if (value == null) {
            out.put("NIL");
        } else if (isQuotable(value)) {
            boolean escape = value.indexOf('"') >= 0 || value.indexOf('\\') >= 0;
            out.put('"')
                    .put(escape ? value.replace("\\", "\\\\").replace("\"", "\\\"") : value)
                    .put('"');
        } else {
            // NUL may not be sent at all. RFC 3501 §9, CHAR8.
            String sent = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
            out.put('{').put(sent.length()).put("}\r\n").put(sent);
        }
    }

    private static boolean isQuotable(String value) {
        if (value.length() > LONGEST_QUOTED) return false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0x7e || (c < ' ' && c != '\t')) return false;
        }
        return true;
    }
}
