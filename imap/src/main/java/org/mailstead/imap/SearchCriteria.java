package org.mailstead.imap;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.message.Charsets;

/**
 * What SEARCH, SORT and THREAD look for.
 *
 * @param asksModSeq whether change numbers are asked for, so that the answer tells some. RFC 7162 §3.1.5
 * @param isFuzzy whether some of it is looked for loosely, so that one message can fit better than another. RFC 6203 §4
 */
record SearchCriteria(SearchKey key, boolean asksModSeq, boolean isFuzzy) {
    /** Reads keys up to the end of the command, with {@code CHARSET name} before them if it is there. */
    static SearchCriteria read(ImapReader in) throws IOException {
        if (!in.peekWord().equals("CHARSET")) return readKeys(in, StandardCharsets.UTF_8);
        // RFC 6855 §3: everything is UTF-8 then.
        if (in.enabled().has(Extension.UTF8_ACCEPT)) throw new Malformed("After UTF8=ACCEPT there is no CHARSET.");
        in.word();
        in.space();
        Optional<Charset> charset = Charsets.named(in.astring());
        in.space();
        if (charset.isPresent()) return readKeys(in, charset.get());
        // Whatever is wrong with the rest of the command makes it no command at all. With a good rest it is a search
        // that
        // failed, and these have their own consequences. RFC 5182 §2.1.
        SearchCriteria rest = readKeys(in, StandardCharsets.UTF_8);
        SearchKey refusing = _ -> {
            throw ImapReplies.BAD_CHARSET.asRefusal();
        };
        return new SearchCriteria(refusing, rest.asksModSeq(), rest.isFuzzy());
    }

    /** A charset where a command must have one. */
    static Charset charset(ImapReader in) throws IOException {
        return Charsets.named(in.astring()).orElseThrow(ImapReplies.BAD_CHARSET::asRefusal);
    }

    static SearchCriteria readKeys(ImapReader in, Charset charset) throws IOException {
        var reader = new SearchKey.Reader(in, charset);
        SearchKey key = reader.all(false);
        in.end();
        return new SearchCriteria(key, reader.asksModSeq(), reader.isFuzzy());
    }
}
