package org.mailstead.imap;

import java.util.List;
import java.util.TreeSet;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.FlagSet;

/** The names of flags as a client may set them. RFC 3501 §2.3.2. */
final class FlagNames {
    private FlagNames() {}

    static FlagSet read(List<String> names) {
        long system = 0;
        var keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            if (!name.startsWith("\\")) {
                keywords.add(name);
            } else if (!name.equalsIgnoreCase("\\Recent")) {
                // \Recent is the server's alone; it is left out, since programs copy it along with the others.
                system |= FlagSet.systemBit(name).orElseThrow(() -> new Malformed("There is no flag " + name + "."));
            }
        }
        return new FlagSet(system, keywords);
    }
}
