/** The languages in which people are spoken to, and the texts that stand in files for translators. */
@NullMarked
package org.mailstead.texts;

import org.jspecify.annotations.NullMarked;
