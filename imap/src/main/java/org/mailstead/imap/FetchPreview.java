package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.StoredMessage;

/**
 * FETCH PREVIEW. RFC 8970 §3. Kept with the message, so that nothing has to be read for it; but for messages from before
 * that was done, which are read unless the client would rather not wait.
 */
record FetchPreview(boolean lazy) implements FetchItem {
    @Override
    public @Nullable ImapReply obstacle(Context context) {
        StoredMessage message = context.message();
        boolean reads = message.preview() == null && !lazy;
        return reads && !context.open().mail().hasBytes(message) ? ImapReplies.SOME_UNREADABLE : null;
    }

    @Override
    public void write(Context context, ImapWriter out) throws IOException {
        StoredMessage message = context.message();
        out.text("PREVIEW ");
        if (lazy && message.preview() == null) {
            out.text("NIL");
            return;
        }
        String preview = context.open().mail().preview(message);
        // A quoted string is ASCII for clients of the old kind.
        if (preview.chars().allMatch(c -> c < 0x80)) out.quoted(preview);
        else out.literal(preview.getBytes(StandardCharsets.UTF_8));
    }
}
