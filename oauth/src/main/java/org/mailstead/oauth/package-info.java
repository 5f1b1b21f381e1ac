/**
 * Tokens that mail programs sign in with in place of passwords: our own provider (OAuth 2.1: authorisation code with PKCE, device
 * codes, refresh tokens that change with each use), with the pages on which people let a program in, and tokens of providers
 * elsewhere (OpenID Connect). Who somebody is says the directory; what their token is worth is told to whoever signs people in.
 */
@NullMarked
package org.mailstead.oauth;

import org.jspecify.annotations.NullMarked;
