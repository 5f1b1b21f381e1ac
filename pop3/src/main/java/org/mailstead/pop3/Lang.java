package org.mailstead.pop3;

import java.io.IOException;
import org.mailstead.texts.Language;

/** LANG: the language of the answers; alone it lists those there are. RFC 6856 §3. */
record Lang(String range) implements Pop3Command.Anytime {
    static Lang read(CommandReader in) {
        if (in.isEmpty()) return new Lang("");
        String range = in.rest().strip();
        // Of a language range, RFC 4647 §2.1.
        if (!range.matches("[A-Za-z0-9*-]{1,35}")) throw new EndOfCommand.Malformed(Pop3Replies.WRONG_ARGUMENTS);
        return new Lang(range);
    }

    @Override
    public Pop3State run(Pop3Session session, Pop3State state) throws IOException {
        Answer answer = session.answer();
        if (range.isEmpty()) {
            answer.begin(Pop3Replies.LANGUAGES);
            for (Language each : Language.values()) answer.line(each.tag() + " " + each.ownName());
            answer.end();
            return state;
        }
        Language chosen = Language.of(range).orElseThrow(() -> new EndOfCommand.Refused(Pop3Replies.UNKNOWN_LANGUAGE));
        answer.speak(chosen);
        answer.reply(Pop3Replies.language(chosen));
        return state;
    }
}
