package org.mailstead.policy;

import java.time.Duration;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.milter.MilterAddress;
import org.mailstead.wire.AddressRange;

/**
 * What the configuration says about mail that comes in.
 *
 * @param checks false lets everybody through and looks at nothing
 * @param exempt clients that are let through without a look
 * @param identity what is done with what is known of who it is
 * @param blockLists what is done with clients that others know
 * @param greylist how long somebody unknown has to wait before the next try; zero for not at all
 * @param recipientsPerHour from one network; 0 for any number
 * @param filters of others, that are shown each message
 * @param sending how many recipients one of our people may write to
 */
public record PolicySettings(
        boolean checks,
        List<AddressRange> exempt,
        Identity identity,
        BlockLists blockLists,
        Duration greylist,
        int recipientsPerHour,
        AccountSending.Limits sending,
        Filters filters) {

    /** @param trustedSealers domains whose ARC seals are believed */
    public record Identity(Use hello, Use clientName, Use spf, Use dmarc, List<DnsName> trustedSealers, Use strangers) {
        public Identity {
            trustedSealers = List.copyOf(trustedSealers);
        }
    }

    /**
     * @param time for one conversation
     * @param submission whether they are told of mail from our own people, too
     * @param letInUnasked whether mail is let in when a filter does not answer; else it is tried again later
     */
    public record Filters(List<MilterAddress> milters, Duration time, boolean letInUnasked, boolean submission) {
        public static final Filters NONE = new Filters(List.of(), Duration.ofSeconds(60), false, false);

        public Filters {
            milters = List.copyOf(milters);
        }
    }

    /** @param refuseAt the sum of weights at which mail is refused; below it, and above 0, it goes to Junk */
    public record BlockLists(List<BlockList> lists, int refuseAt) {
        public BlockLists {
            lists = List.copyOf(lists);
        }
    }

    public static final PolicySettings STANDARD = new PolicySettings(
            true,
            AddressRange.LOOPBACK,
            new Identity(Use.REPORT, Use.REPORT, Use.REPORT, Use.ENFORCE, List.of(), Use.OFF),
            new BlockLists(List.of(), 1),
            Duration.ZERO,
            5000,
            new AccountSending.Limits(500, 2000),
            Filters.NONE);

    public static final PolicySettings OFF = new PolicySettings(
            false,
            List.of(),
            STANDARD.identity,
            STANDARD.blockLists,
            Duration.ZERO,
            0,
            AccountSending.Limits.NONE,
            Filters.NONE);

    public PolicySettings {
        exempt = List.copyOf(exempt);
    }
}
