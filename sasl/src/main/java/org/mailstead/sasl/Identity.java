package org.mailstead.sasl;

/**
 * Who wants in, as the client says it.
 *
 * @param actingFor whose rights are wanted (the authorization identity); empty for one's own. RFC 4422 §2
 * @param user who signs in; empty where the proof names him itself
 */
public record Identity(String actingFor, String user) {
    static Identity of(String user) {
        return new Identity("", user);
    }
}
