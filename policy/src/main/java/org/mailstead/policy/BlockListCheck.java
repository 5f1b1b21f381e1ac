package org.mailstead.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.dns.Answer;
import org.mailstead.dns.BudgetedResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * Clients that lists in the DNS know as senders of unwanted mail. Asked for each recipient and not at the connection: so the log
 * tells for whom the mail was, and whoever is listed by mistake can write to the postmaster. RFC 5782.
 *
 * @param refuseAt the sum of weights at which mail is refused; below it, and above 0, it goes to Junk
 */
record BlockListCheck(List<BlockList> lists, int refuseAt) implements Check {
    /** Lists answer at once or not at all. */
    private static final Duration TIME = Duration.ofSeconds(10);

    /** Foreign text in our reply. */
    private static final int REASON_CHARACTERS = 150;

    BlockListCheck {
        lists = List.copyOf(lists);
    }

    @Override
    public Description description() {
        return new Description(
                Stage.RECIPIENT,
                "blocklists",
                !lists.isEmpty(),
                "A client that the lists know as a sender of unwanted mail is refused, or its mail goes to Junk. Not for"
                        + " postmaster and abuse.",
                "receiving.blocklists = " + lists + ", receiving.blocklists-refuse-at = " + refuseAt);
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.isForPostmaster()) return Verdict.PASS;
        var resolver = new BudgetedResolver(facts.resolver(), facts.clock(), TIME, lists.size() * 2);
        int sum = 0;
        var names = new ArrayList<String>();
        String why = "";
        for (var list : lists) {
            var name = list.question(facts.client());
            if (name.isEmpty() || !isListed(list, name.get(), resolver)) continue;
            sum += list.weight();
            names.add(list.zone().toString());
            if (list.weight() > 0 && why.isEmpty()) why = reason(name.get(), resolver);
        }
        if (names.isEmpty()) return Verdict.PASS;
        String client = facts.client().getHostAddress();
        String listed = client + " is listed by " + String.join(", ", names);
        if (sum <= 0) return new Verdict.Pass(listed);
        if (sum < refuseAt) return new Verdict.Mark(listed);
        return new Verdict.Refuse(
                Replies.of(550, "5.7.1", "your mail server " + listed + (why.isEmpty() ? "" : ": " + why)), listed);
    }

    /** A list that does not answer lists nobody. */
    private static boolean isListed(BlockList list, DnsName name, Resolver resolver) {
        return resolver.lookup(name, RecordType.A) instanceof Answer.Found<Address> found
                && found.records().stream().map(Address::address).anyMatch(list::means);
    }

    /** What the list says to people, often the address of a page. RFC 5782 §2.1. */
    private static String reason(DnsName name, Resolver resolver) {
        if (!(resolver.lookup(name, RecordType.TXT) instanceof Answer.Found<Txt> found)) return "";
        String text = found.records().getFirst().joined();
        return text.length() > REASON_CHARACTERS ? text.substring(0, REASON_CHARACTERS) : text;
    }
}
