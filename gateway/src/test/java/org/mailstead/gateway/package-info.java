@NullMarked
package org.mailstead.gateway;

import org.jspecify.annotations.NullMarked;
