package org.mailstead.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Envelope.EmailAddress;
import org.mailstead.message.Part.Disposition;
import org.mailstead.message.Part.Parameter;

/** Writes ENVELOPE, BODY and BODYSTRUCTURE as IMAP has them. RFC 3501 §7.4.2. Well formed whatever the message holds. */
public final class ImapStructure {
    /** Longer strings go as literals: some clients read a line into a buffer of fixed size. */
    private static final int LONGEST_QUOTED = 1000;

    private static final byte[] NIL = {'N', 'I', 'L'};

    /** What stands for the message inside a message/rfc822 part that cannot be looked into. */
    private static final String UNKNOWN_MESSAGE =
            " (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 0 0)";

    private final OutputStream out;

    private ImapStructure(OutputStream out) {
        this.out = out;
    }

    public static void envelope(Envelope envelope, OutputStream out) throws IOException {
        new ImapStructure(out).envelope(envelope);
    }

    /** @param extended BODYSTRUCTURE, else BODY */
    public static void body(Part part, boolean extended, OutputStream out) throws IOException {
        new ImapStructure(out).body(part, extended);
    }

    private void envelope(Envelope envelope) throws IOException {
        out.write('(');
        string(envelope.date());
        out.write(' ');
        string(envelope.subject());
        addresses(envelope.from());
        addresses(envelope.sender());
        addresses(envelope.replyTo());
        addresses(envelope.to());
        addresses(envelope.cc());
        addresses(envelope.bcc());
        out.write(' ');
        string(envelope.inReplyTo());
        out.write(' ');
        string(envelope.messageId());
        out.write(')');
    }

    private void addresses(List<EmailAddress> addresses) throws IOException {
        out.write(' ');
        if (addresses.isEmpty()) {
            out.write(NIL);
            return;
        }
        out.write('(');
        for (EmailAddress address : addresses) {
            out.write('(');
            string(address.name());
            text(" NIL ");
            string(address.mailbox());
            out.write(' ');
            string(address.host());
            out.write(')');
        }
        out.write(')');
    }

    private void body(Part part, boolean extended) throws IOException {
        out.write('(');
        if (part.isMultipart()) {
            for (Part child : part.children()) body(child, extended);
            out.write(' ');
            string(part.type().substring("multipart/".length()));
            if (extended) {
                out.write(' ');
                parameters(part.parameters());
                trailer(part);
            }
        } else {
            single(part, extended);
            if (extended) {
                out.write(' ');
                string(part.md5());
                trailer(part);
            }
        }
        out.write(')');
    }

    private void single(Part part, boolean extended) throws IOException {
        int slash = part.type().indexOf('/');
        string(part.type().substring(0, Math.max(0, slash)));
        out.write(' ');
        string(part.type().substring(slash + 1));
        out.write(' ');
        parameters(part.parameters());
        out.write(' ');
        string(part.contentId());
        out.write(' ');
        string(part.description());
        out.write(' ');
        string(part.encoding());
        text(" " + part.body().length());
        if (part.type().equals("message/rfc822")) {
            inside(part, extended);
            text(" " + part.lines());
        } else if (part.type().startsWith("text/")) {
            text(" " + part.lines());
        }
    }

    private void inside(Part part, boolean extended) throws IOException {
        Part message = part.isMessage() ? part.children().getFirst() : null;
        Envelope envelope = message == null ? null : message.envelope();
        if (message == null || envelope == null) {
            text(UNKNOWN_MESSAGE);
            return;
        }
        out.write(' ');
        envelope(envelope);
        out.write(' ');
        body(message, extended);
    }

    private void trailer(Part part) throws IOException {
        out.write(' ');
        Disposition disposition = part.disposition();
        if (disposition == null) {
            out.write(NIL);
        } else {
            out.write('(');
            string(disposition.kind());
            out.write(' ');
            parameters(disposition.parameters());
            out.write(')');
        }
        out.write(' ');
        languages(part.languages());
        out.write(' ');
        string(part.location());
    }

    private void languages(List<String> languages) throws IOException {
        if (languages.isEmpty()) {
            out.write(NIL);
            return;
        }
        for (int i = 0; i < languages.size(); i++) {
            out.write(i == 0 ? '(' : ' ');
            string(languages.get(i));
        }
        out.write(')');
    }

    private void parameters(List<Parameter> parameters) throws IOException {
        if (parameters.isEmpty()) {
            out.write(NIL);
            return;
        }
        for (int i = 0; i < parameters.size(); i++) {
            out.write(i == 0 ? '(' : ' ');
            string(parameters.get(i).name());
            out.write(' ');
            string(parameters.get(i).value());
        }
        out.write(')');
    }

    /** NIL, a quoted string where the grammar takes one, else a literal. RFC 3501 §4.3. */
    private void string(@Nullable String value) throws IOException {
        if (value == null) {
            out.write(NIL);
            return;
        }
        if (isQuotable(value)) {
            out.write('"');
            if (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
                text(value.replace("\\", "\\\\").replace("\"", "\\\""));
            } else {
                text(value);
            }
            out.write('"');
            return;
        }
        // NUL may not be sent at all. RFC 3501 §9, CHAR8.
        byte[] bytes = value.replace("\0", "").getBytes(StandardCharsets.ISO_8859_1);
        text("{" + bytes.length + "}\r\n");
        out.write(bytes);
    }

    private static boolean isQuotable(String value) {
        if (value.length() > LONGEST_QUOTED) return false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0x7e || (c < ' ' && c != '\t')) return false;
        }
        return true;
    }

    private void text(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }
}
