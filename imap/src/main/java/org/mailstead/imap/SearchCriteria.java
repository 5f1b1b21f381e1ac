package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.mailstead.message.Charsets;

/**
 * What SEARCH, SORT and THREAD look for.
 *
 * @param asksModSeq whether change numbers are asked for, so that the answer tells some. RFC 7162 §3.1.5
 */
record SearchCriteria(SearchKey key, boolean asksModSeq) {
    /** Reads keys up to the end of the command, with {@code CHARSET name} before them if it is there. */
    static SearchCriteria read(ImapReader in) throws IOException {
        Charset charset = StandardCharsets.UTF_8;
        if (in.peekWord().equals("CHARSET")) {
            in.word();
            in.space();
            charset = charset(in);
            in.space();
        }
        return readKeys(in, charset);
    }

    static Charset charset(ImapReader in) throws IOException {
        return Charsets.named(in.astring()).orElseThrow(ImapReplies.BAD_CHARSET::asRefusal);
    }

    static SearchCriteria readKeys(ImapReader in, Charset charset) throws IOException {
        var reader = new SearchKey.Reader(in, charset);
        SearchKey key = reader.all(false);
        in.end();
        return new SearchCriteria(key, reader.asksModSeq());
    }
}
