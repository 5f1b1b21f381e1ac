package org.mailstead.smtp;

import java.util.List;
import org.mailstead.wire.AddressRange;

/**
 * Whose word is taken.
 *
 * @param lmtp who may bring mail over LMTP, which is then looked at no more
 * @param xclient who may say for whom it connects
 */
public record SmtpTrust(List<AddressRange> lmtp, List<AddressRange> xclient) {
    /** This machine may bring mail; nobody speaks for others. */
    public static final SmtpTrust STANDARD = new SmtpTrust(AddressRange.LOOPBACK, List.of());

    public SmtpTrust {
        lmtp = List.copyOf(lmtp);
        xclient = List.copyOf(xclient);
    }
}
