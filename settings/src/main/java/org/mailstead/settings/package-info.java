/**
 * What a mail account is set to, whoever runs its server: servers, how TLS begins, user name, and kind of secret; and a table of providers
 * with theirs. Knows no network.
 */
@NullMarked
package org.mailstead.settings;

import org.jspecify.annotations.NullMarked;
