/**
 * The configuration file: one tree of records, read from TOML, checked whole before anything starts. Only what is needed
 * to find the data and to open the ports stands there; domains, accounts and aliases live in the store.
 */
@NullMarked
package org.mailstead.server.config;

import org.jspecify.annotations.NullMarked;
