/**
 * How mail programs find their settings: one description of what a domain's people use, and from it a document for each way in
 * which programs ask.
 */
@NullMarked
package org.mailstead.discovery;

import org.jspecify.annotations.NullMarked;
