/** The engine for more than one machine: rows and blobs in PostgreSQL. */
@NullMarked
package org.mailstead.store.postgres;

import org.jspecify.annotations.NullMarked;
