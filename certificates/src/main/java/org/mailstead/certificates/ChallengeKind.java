package org.mailstead.certificates;

/** How an authority sees that a name is ours. */
public enum ChallengeKind {
    /** A file over HTTP on port 80. RFC 8555 §8.3 */
    HTTP_01("http-01"),
    /** A certificate over TLS on port 443. RFC 8737 */
    TLS_ALPN_01("tls-alpn-01"),
    /** A record in the DNS. RFC 8555 §8.4 */
    DNS_01("dns-01");

    private final String word;

    ChallengeKind(String word) {
        this.word = word;
    }

    /** As the standards and the settings call it. */
    public String word() {
        return word;
    }
}
