package org.mailstead.sasl;

/** PLAIN: for whom, who, and the password, parted by NUL. RFC 4616 §2. */
final class Plain<V> implements SaslExchange<V> {
    private final Judge<V> judge;

    Plain(Judge<V> judge) {
        this.judge = judge;
    }

    @Override
    public Step<V> respond(byte[] response) {
        var text = Responses.text(response);
        if (text.isEmpty()) return new Step.Broken<>("name and password have to be in UTF-8");
        var parts = Responses.parts(text.get(), '\0');
        if (parts.size() != 3 || parts.get(1).isEmpty())
            return new Step.Broken<>("PLAIN takes three parts with NUL between them");
        return new Step.Done<>(judge.password(new Identity(parts.get(0), parts.get(1)), parts.get(2)));
    }
}
