package org.mailstead.tlspolicy;

import java.util.Optional;

/**
 * Why TLS with a host was not as good as it has to be.
 *
 * @param why in words that follow the name of the host and a colon
 */
public record TlsFailure(Kind kind, String why) {
    /** What went wrong, as reports call it. RFC 8460 §4.3. */
    public enum Kind {
        STARTTLS_NOT_SUPPORTED("starttls-not-supported"),
        CERTIFICATE_HOST_MISMATCH("certificate-host-mismatch"),
        CERTIFICATE_EXPIRED("certificate-expired"),
        CERTIFICATE_NOT_TRUSTED("certificate-not-trusted"),
        /** Of no other kind, such as a handshake that broke off. */
        VALIDATION_FAILURE("validation-failure"),
        /** The TLSA records do not fit, or none of them is usable. */
        TLSA_INVALID("tlsa-invalid"),
        /** The DNS gives no answer that DNSSEC proves, where it should. */
        DNSSEC_INVALID("dnssec-invalid"),
        STS_POLICY_FETCH_ERROR("sts-policy-fetch-error"),
        STS_POLICY_INVALID("sts-policy-invalid"),
        /** The policy's own web server has no good certificate. */
        STS_WEBPKI_INVALID("sts-webpki-invalid");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Optional<Kind> of(String word) {
            for (Kind each : values()) if (each.word.equals(word)) return Optional.of(each);
            return Optional.empty();
        }

        /** As it is written in a report. */
        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return why;
    }
}
