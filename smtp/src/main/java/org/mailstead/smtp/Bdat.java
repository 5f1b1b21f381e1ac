package org.mailstead.smtp;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BDAT: a chunk of the message, as long as it says. RFC 3030 §2.
 *
 * <p>Invariant: the announced bytes are read away whatever is wrong with the mail or its order, before anything is answered.
 * Where their number is not clear the session ends: the next byte could be one of them, and is not taken for a command.
 */
record Bdat(long length, boolean last) implements SmtpCommand.WithBytes {
    private static final Pattern ARGUMENTS = Pattern.compile("(\\d{1,20})(?: +(LAST))?", Pattern.CASE_INSENSITIVE);

    /** A chunk so many times larger than the largest message is not read away: no mail program is that mistaken. */
    private static final int WORTH_SKIPPING = 8;

    static Bdat read(String rest) {
        Matcher arguments = ARGUMENTS.matcher(rest);
        if (!arguments.matches()) throw new HangUp(SmtpReplies.BAD_CHUNK);
        String digits = arguments.group(1);
        // More than 18 may not fit a long.
        long length = digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
        return new Bdat(length, arguments.group(2) != null);
    }

    @Override
    public SmtpState run(SmtpState state, SmtpSession session) throws IOException {
        long most = session.limits().messageBytes();
        if (length / WORTH_SKIPPING > most) throw new HangUp(SmtpReplies.tooLarge(most));
        // Such chunks cost next to nothing to send and bring no mail nearer.
        if (length == 0 && !last) session.countCommandWithoutMail();
        return switch (state) {
            case SmtpState.Fresh fresh -> skipped(session, new Malformed(SmtpReplies.HELLO_FIRST));
            case SmtpState.Ready ready -> skipped(session, new Refused(SmtpReplies.MAIL_FIRST));
            case SmtpState.Spoiled spoiled -> skipped(session, new Refused(SmtpReplies.CHUNKS_SPOILED));
            case SmtpState.Sending sending -> {
                if (sending.recipients().isEmpty()) yield skipped(session, session.noRecipients());
                var chunks = new Chunks(sending, session);
                try {
                    yield next(new SmtpState.Chunking(sending.peer(), chunks));
                } catch (IOException | RuntimeException e) {
                    chunks.close();
                    throw e;
                }
            }
            case SmtpState.Chunking chunking -> next(chunking);
            case SmtpState.Ended ended -> ended;
        };
    }

    private SmtpState skipped(SmtpSession session, EndOfCommand then) throws IOException {
        ChunkReader.skip(session.connection(), session.limits(), length);
        session.countCommandWithoutMail();
        throw then;
    }

    private SmtpState next(SmtpState.Chunking state) throws IOException {
        Chunks chunks = state.chunks();
        chunks.read(length);
        return chunks.end(last, state.peer());
    }
}
