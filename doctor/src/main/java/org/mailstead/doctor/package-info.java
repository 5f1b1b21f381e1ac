/**
 * Names the cause why an account does not work, from the facts that the ladder brings: one case of a stable list, in plain words, with one
 * thing to do. Knows no network.
 */
@NullMarked
package org.mailstead.doctor;

import org.jspecify.annotations.NullMarked;
