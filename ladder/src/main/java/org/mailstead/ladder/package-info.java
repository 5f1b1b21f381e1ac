/**
 * Tries an account's settings rung by rung, from the address that was typed to a mail that could be sent, and tells what was seen: facts,
 * no opinions. Whoever reads them names the cause. No secret is in what it tells.
 *
 * <p>For programs of others: {@link org.mailstead.ladder.Ladder#climb} does all of it for one account, {@link
 * org.mailstead.ladder.Observer#view} looks at servers only, and {@link org.mailstead.ladder.ViewJson} carries what one machine sees to
 * another. What they need is in {@link org.mailstead.ladder.Outside}; neither a server of ours nor a file is. What holds whatever the
 * servers do:
 *
 * <ul>
 *   <li>A climb ends within 12 s, a view within 9 s. What was not seen by then is told as not answering.
 *   <li>A secret goes over TLS only whose certificate proves the host, or does not leave this machine; at most twice to one server, the
 *       second time under another name; to none after another has refused it or spoken of a lock.
 *   <li>Nothing in a mailbox changes, and no mail is sent.
 *   <li>Addresses of private networks are gone to only where the caller allows that.
 *   <li>Texts of others are cut to a few hundred characters, without control characters and without the secret.
 * </ul>
 *
 * <p>None of them throws for what servers or the network do; an unchecked exception is a fault of ours.
 */
@NullMarked
package org.mailstead.ladder;

import org.jspecify.annotations.NullMarked;
