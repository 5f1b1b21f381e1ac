package org.mailstead.imap;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.PartContent;

/** BINARY.SIZE[part]: how long a part is with its transfer encoding undone. RFC 3516 §4.2. */
record FetchBinarySize(List<Integer> path) implements FetchItem {
    static FetchBinarySize read(ImapReader in) {
        return new FetchBinarySize(FetchBinary.path(in));
    }

    @Override
    public @Nullable ImapReply obstacle(Context context) {
        return new FetchBinary(path, null, false).obstacle(context);
    }

    @Override
    public void write(Context context, ImapWriter out) throws IOException {
        Optional<PartContent> part = FetchBinary.content(context, path);
        // The grammar has no NIL here: a part that is not there has nothing in it.
        long bytes = part.isEmpty() ? 0 : part.get().bytes();
        out.text("BINARY.SIZE").text(FetchBinary.echo(path)).text(" ").number(bytes);
    }
}
