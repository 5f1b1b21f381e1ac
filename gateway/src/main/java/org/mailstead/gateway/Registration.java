package org.mailstead.gateway;

/**
 * How we are registered with a provider, which one does oneself.
 *
 * @param clientId that the provider gave
 * @param clientSecret likewise; empty where programs on people's machines have none
 */
public record Registration(String clientId, String clientSecret) {
    /** Not the secret: this may end up in a log. */
    @Override
    public String toString() {
        return clientId;
    }
}
