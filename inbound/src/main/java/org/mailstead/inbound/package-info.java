/**
 * What becomes of mail that arrives: who may receive it, and how it gets into their mailboxes.
 *
 * <p>Implements the three questions {@code smtp} asks with {@code directory} and {@code mailbox}; neither of the two knows
 * the other, nor SMTP.
 */
@NullMarked
package org.mailstead.inbound;

import org.jspecify.annotations.NullMarked;
