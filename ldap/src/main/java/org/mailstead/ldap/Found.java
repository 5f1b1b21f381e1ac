package org.mailstead.ldap;

import java.util.List;

/** What a search for somebody brought. */
sealed interface Found {
    record One(Person person) implements Found {}

    /** Nobody, or an entry that is somebody else's by our rules. */
    record None(String why) implements Found {}

    /** More than one: whose password would be the right one? */
    record Several(List<String> dns) implements Found {
        public Several {
            dns = List.copyOf(dns);
        }
    }
}
