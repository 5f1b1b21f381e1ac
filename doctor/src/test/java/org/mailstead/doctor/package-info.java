@NullMarked
package org.mailstead.doctor;

import org.jspecify.annotations.NullMarked;
