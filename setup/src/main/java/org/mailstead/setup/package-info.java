/**
 * Pages on which people set up their mail programs: they choose a device and a program, get what that program asks for in its own
 * words, a password for the device alone, and see whether it connects.
 */
@NullMarked
package org.mailstead.setup;

import org.jspecify.annotations.NullMarked;
