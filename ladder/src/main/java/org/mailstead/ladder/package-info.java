/**
 * Tries an account's settings rung by rung, from the address that was typed to a mail that could be sent, and tells what was seen: facts,
 * no opinions. Whoever reads them names the cause. No secret is in what it tells.
 */
@NullMarked
package org.mailstead.ladder;

import org.jspecify.annotations.NullMarked;
