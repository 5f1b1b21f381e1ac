/**
 * Questions to the DNS and what came of them: a small blocking {@link org.mailstead.dns.Resolver} whose answers tell
 * apart everything a mail server must tell apart (no such name, no such data, not known just now, forged).
 *
 * <p>{@code NetworkResolver} asks real servers, {@code CachingResolver} remembers, {@code BudgetedResolver} bounds what one
 * message may cost, {@code ScriptedResolver} answers from a text in tests and simulations.
 */
@NullMarked
package org.mailstead.dns;

import org.jspecify.annotations.NullMarked;
