@NullMarked
package org.mailstead.store.postgres;

import org.jspecify.annotations.NullMarked;
