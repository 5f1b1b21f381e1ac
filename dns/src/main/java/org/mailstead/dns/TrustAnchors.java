package org.mailstead.dns;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The keys that every proof begins with. */
final class TrustAnchors {
    /**
     * The root zone's key-signing keys of 2017 and 2024, as IANA publishes them. The second signs from 2026-10 on; both stand
     * here so that the change needs no new release. RFC 9718 §2.
     */
    static final String ROOT = """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    private TrustAnchors() {}

    static InputStream stream(String anchors) {
        return new ByteArrayInputStream(anchors.getBytes(StandardCharsets.US_ASCII));
    }
}
