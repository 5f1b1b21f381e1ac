package org.mailstead.exports;

import java.util.Optional;

/** For the folder {@code isp} of Thunderbird's own, in which it looks before it asks anybody. */
final class ThunderbirdFile implements Format {
    @Override
    public void write(Draft draft) {
        var account = draft.account();
        String text = new AutoconfigDocument(account, draft.reading(), true, Optional.empty()).text();
        draft.file(account.domain() + ".xml", "text/xml", text);
        draft.steps();
    }
}
