@NullMarked
package org.mailstead.ldap;

import org.jspecify.annotations.NullMarked;
