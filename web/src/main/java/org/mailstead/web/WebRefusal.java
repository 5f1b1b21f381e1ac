package org.mailstead.web;

/** A request that gets no answer of its route. */
public final class WebRefusal extends RuntimeException {
    private final transient WebResponse response;

    public WebRefusal(WebResponse response) {
        super("answered " + response.status(), null, false, false);
        this.response = response;
    }

    public WebResponse response() {
        return response;
    }
}
