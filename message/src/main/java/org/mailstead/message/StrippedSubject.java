package org.mailstead.message;

/**
 * A subject without what replying, forwarding and mailing lists put around it, its base subject. RFC 5256 §2.1. Read from both ends in one
 * go: a subject of nothing but {@code Re: [x]} costs no more than any other.
 *
 * @param text decoded, white space in one piece
 * @param isReplyOrForward whether a mark of a reply or of forwarding was taken off
 */
public record StrippedSubject(String text, boolean isReplyOrForward) {
    private static final String FORWARD_MARK = "(fwd)";
    private static final String FORWARD_HEADER = "[fwd:";

    /** @param subject the field's unfolded value as ISO 8859-1, encoded words untouched */
    public static StrippedSubject of(String subject) {
        var cutter = new Cutter(singleSpaced(EncodedWord.decode(subject)));
        cutter.run();
        return new StrippedSubject(cutter.text.substring(cutter.from, cutter.end), cutter.marked);
    }

    private static String singleSpaced(String text) {
        var spaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i) < ' ' ? ' ' : text.charAt(i);
            boolean doubled = c == ' ' && !spaced.isEmpty() && spaced.charAt(spaced.length() - 1) == ' ';
            if (!doubled) spaced.append(c);
        }
        return spaced.toString();
    }

    /** What is left of the text lies between {@link #from} and {@link #end}. */
    private static final class Cutter {
        final String text;
        int from;
        int end;
        boolean marked;

        Cutter(String text) {
            this.text = text;
            this.end = text.length();
        }

        void run() {
            do {
                cutTrailers();
                cutLeaders();
            } while (unwrapped());
        }

        /** Step 2. */
        private void cutTrailers() {
            while (end > from) {
                if (text.charAt(end - 1) == ' ') {
                    end--;
                } else if (end - from >= FORWARD_MARK.length() && isAt(FORWARD_MARK, end - FORWARD_MARK.length())) {
                    end -= FORWARD_MARK.length();
                    marked = true;
                } else {
                    return;
                }
            }
        }

        /**
         * Steps 3 to 5. Blobs are passed over as far as they go: either a mark of a reply follows, then all of them go with
         * it, or none does, then they go one by one as long as something is left, which is the same as all at once.
         */
        private void cutLeaders() {
            while (true) {
                from = behindSpace(from);
                int at = from;
                int lastBlob = from;
                for (int next = behindBlob(at); next > at; next = behindBlob(at)) {
                    lastBlob = at;
                    at = next;
                }
                int behind = behindMark(at);
                if (behind == at) {
                    from = at < end ? at : lastBlob;
                    return;
                }
                from = behind;
                marked = true;
            }
        }

        /** Step 6: {@code [fwd: …]} around the whole. */
        private boolean unwrapped() {
            if (end - from <= FORWARD_HEADER.length() || text.charAt(end - 1) != ']' || !isAt(FORWARD_HEADER, from)) {
                return false;
            }
            from += FORWARD_HEADER.length();
            end--;
            marked = true;
            return true;
        }

        private boolean isAt(String word, int at) {
            return at >= from && text.regionMatches(true, at, word, 0, word.length());
        }

        private int behindSpace(int at) {
            int next = at;
            while (next < end && text.charAt(next) == ' ') next++;
            return next;
        }

        /** Behind {@code [anything]} and blanks, or {@code at} itself. */
        private int behindBlob(int at) {
            if (at >= end || text.charAt(at) != '[') return at;
            for (int i = at + 1; i < end; i++) {
                if (text.charAt(i) == '[') return at;
                if (text.charAt(i) == ']') return behindSpace(i + 1);
            }
            return at;
        }

        /** Behind {@code re:}, {@code fw:} or {@code fwd:}, with blanks and a blob before the colon, or {@code at} itself. */
        private int behindMark(int at) {
            int word = at + 2;
            if (word >= end) return at;
            if (isAt("fw", at)) {
                if (text.charAt(word) == 'd' || text.charAt(word) == 'D') word++;
            } else if (!isAt("re", at)) {
                return at;
            }
            int colon = behindBlob(behindSpace(word));
            return colon < end && text.charAt(colon) == ':' ? colon + 1 : at;
        }
    }
}
