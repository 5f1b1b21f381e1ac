package org.mailstead.sasl;

import java.util.Optional;

/** EXTERNAL: the certificate by which the client has opened TLS says who it is. RFC 4422, appendix A. */
final class External<V> implements SaslExchange<V> {
    private final Judge<V> judge;
    private final Optional<ClientCertificate> shown;

    External(Judge<V> judge, Optional<ClientCertificate> shown) {
        this.judge = judge;
        this.shown = shown;
    }

    @Override
    public Step<V> respond(byte[] response) {
        var text = Responses.text(response);
        if (text.isEmpty() || text.get().indexOf('\0') >= 0)
            return new Step.Broken<>("EXTERNAL takes a name in UTF-8, or nothing");
        if (shown.isEmpty()) return new Step.Broken<>("no certificate was shown that is believed here");
        return new Step.Done<>(judge.certificate(shown.get(), text.get()));
    }
}
