package org.mailstead.sasl;

/** EXTERNAL: the certificate by which the client has opened TLS says who it is. RFC 4422, appendix A. */
final class External<V> implements SaslExchange<V> {
    private final Judge<V> judge;

    External(Judge<V> judge) {
        this.judge = judge;
    }

    @Override
    public Step<V> respond(byte[] response) {
        var text = Responses.text(response);
        if (text.isEmpty() || text.get().indexOf('\0') >= 0)
            return new Step.Broken<>("EXTERNAL takes a name in UTF-8, or nothing");
        return new Step.Done<>(judge.certificate(text.get()));
    }
}
