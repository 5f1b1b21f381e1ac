/**
 * What each mail program is told about an account, whoever runs its server: files in the program's own form, the lines of its screen in its
 * own words, and what to do with them. There is never a password in it. Knows no network.
 */
@NullMarked
package org.mailstead.exports;

import org.jspecify.annotations.NullMarked;
