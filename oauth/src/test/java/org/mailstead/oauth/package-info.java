@NullMarked
package org.mailstead.oauth;

import org.jspecify.annotations.NullMarked;
