package org.mailstead.policy;

import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.wire.AddressRange;

/**
 * What the configuration says about mail that comes in.
 *
 * @param checks false lets everybody through and looks at nothing
 * @param exempt clients that are let through without a look
 * @param trustedSealers domains whose ARC seals are believed
 */
public record PolicySettings(
        boolean checks, List<AddressRange> exempt, Use clientName, Use spf, Use dmarc, List<DnsName> trustedSealers) {
    public static final PolicySettings STANDARD =
            new PolicySettings(true, AddressRange.LOOPBACK, Use.REPORT, Use.REPORT, Use.ENFORCE, List.of());

    public static final PolicySettings OFF = new PolicySettings(false, List.of(), Use.OFF, Use.OFF, Use.OFF, List.of());

    public PolicySettings {
        exempt = List.copyOf(exempt);
        trustedSealers = List.copyOf(trustedSealers);
    }
}
