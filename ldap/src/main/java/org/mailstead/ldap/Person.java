package org.mailstead.ldap;

import java.util.List;
import org.mailstead.directory.MailAddress;

/**
 * Somebody in the directory.
 *
 * @param dn the name of the entry, never empty
 * @param addresses of our domains, the main one first; none where the entry is not read
 */
record Person(String dn, List<MailAddress> addresses) {
    Person {
        addresses = List.copyOf(addresses);
    }
}
