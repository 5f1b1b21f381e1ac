/**
 * Asks mail filters of others, such as rspamd or OpenDKIM, over the protocol that Sendmail's filters speak (milter, version 6).
 *
 * <p>A message that has come whole is shown to the filter in one conversation, from the connection to its end; the filter's
 * answer says what becomes of it, and which fields of its header are to be changed.
 */
@NullMarked
package org.mailstead.milter;

import org.jspecify.annotations.NullMarked;
