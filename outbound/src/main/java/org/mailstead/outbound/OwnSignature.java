package org.mailstead.outbound;

/** Signs the mail that this server writes itself: reports to senders, and notices. */
@FunctionalInterface
public interface OwnSignature {
    OwnSignature NONE = _ -> new byte[0];

    /**
     * Header fields to put on top, below the return path, each with its line end; none if there is no key for whom it is from.
     *
     * @param message whole, with CRLF at the end of its lines
     */
    byte[] fields(byte[] message);
}
