/**
 * Asks an LDAP directory whether somebody's password is right, for accounts that have none here.
 *
 * <p>{@link LdapAuthority} is what others use: it keeps answers for a while, and asks the servers in their order when it knows none.
 * Neighbours: {@code directory} says what is asked, {@code wire} reads certificates; {@code server} puts it in place.
 */
@NullMarked
package org.mailstead.ldap;

import org.jspecify.annotations.NullMarked;
