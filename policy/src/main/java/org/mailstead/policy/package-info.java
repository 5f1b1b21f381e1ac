/**
 * Whether mail is let in, and as what: an ordered list of small checks, asked at each stage of a session.
 *
 * <p>A {@link org.mailstead.policy.Check} takes {@link org.mailstead.policy.Facts} and returns a {@link
 * org.mailstead.policy.Verdict} with its reason in plain words; it neither talks to the peer nor changes a message. Facts that cost
 * a question to the DNS are found out when a check first wants them. Time and the DNS are parameters.
 */
@NullMarked
package org.mailstead.policy;

import org.jspecify.annotations.NullMarked;
