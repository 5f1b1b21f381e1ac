package org.mailstead.imap;

import java.util.ArrayList;
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

    /** Flags as they are written, in brackets or to the end of the command. RFC 3501 §9, flag-list. */
    static List<String> words(ImapReader in, boolean bracketsNeeded) {
        var flags = new ArrayList<String>();
        boolean brackets = in.take('(');
        if (bracketsNeeded && !brackets) throw in.wanted("\"(\"");
        // Taken for "no flags", a command cut short would wipe them all out.
        if (!brackets && in.atEnd()) throw in.wanted("a flag");
        while (!(brackets ? in.peekIs(')') : in.atEnd())) {
            String slash = in.take('\\') ? "\\" : "";
            flags.add(slash + in.raw(c -> ImapReader.isAtomCharacter((char) c)));
            if (!in.take(' ') && !(brackets ? in.peekIs(')') : in.atEnd())) {
                throw in.wanted("a space or the end of the flags");
            }
        }
        if (brackets) in.want(')');
        return flags;
    }
}
