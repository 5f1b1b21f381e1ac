package org.mailstead.exports;

/**
 * A provider of tokens that takes every program.
 *
 * @param issuer its address, by which its metadata are found. RFC 8414 §3
 * @param scope to ask for to read and send mail
 * @param clientId of programs that are not registered
 */
public record OpenOAuth(
        String issuer, String authorizationEndpoint, String tokenEndpoint, String scope, String clientId) {}
