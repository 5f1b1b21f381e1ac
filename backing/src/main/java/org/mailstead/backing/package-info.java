/**
 * Accounts whose mailbox is at a provider: people sign in at this server as ever, and their sessions go on there.
 *
 * <p>{@link BackedAccounts} keeps what is to be known of each, and seals what is secret; {@link BackedMail} is what sessions ask. Neighbours:
 * {@code directory} has the rows, {@code gateway} speaks with providers, {@code wire} says what is asked; {@code server} puts it in place.
 */
@NullMarked
package org.mailstead.backing;

import org.jspecify.annotations.NullMarked;
