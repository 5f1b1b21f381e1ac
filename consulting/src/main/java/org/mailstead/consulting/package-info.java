/**
 * Examines an account for whoever asks: on pages that a command and a server share, and with a second view from a machine elsewhere. What
 * is found out is the business of others; here is who may ask, how often, and what is kept.
 */
@NullMarked
package org.mailstead.consulting;

import org.jspecify.annotations.NullMarked;
