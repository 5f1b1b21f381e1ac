/** The whole system from outside: what goes in comes out, crashes lose nothing, floods and full disks are survived. */
@NullMarked
package org.mailstead.server.system;

import org.jspecify.annotations.NullMarked;
