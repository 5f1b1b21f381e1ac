package org.mailstead.server.cli;

import org.mailstead.exports.QrPicture;

/** A link for somebody's device: as a code to scan and as text, or for scripts. */
final class ShownLink {
    private ShownLink() {}

    /** @param about how long it is good, and what it opens */
    static void show(Desk desk, boolean json, String url, String about) {
        if (json) {
            desk.say(true, out -> out.writeStringProperty("link", url), "");
            return;
        }
        desk.out().print(new QrPicture(url).terminal());
        desk.say(url + "\n" + about);
    }
}
