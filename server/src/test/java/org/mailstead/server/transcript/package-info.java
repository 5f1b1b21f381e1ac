/** Plays the golden conversations of {@code transcripts/}; their format is described there. */
@NullMarked
package org.mailstead.server.transcript;

import org.jspecify.annotations.NullMarked;
