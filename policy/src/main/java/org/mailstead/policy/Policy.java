package org.mailstead.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailstead.milter.Milter;
import org.mailstead.smtp.Gate;
import org.mailstead.smtp.Gatekeeper;
import org.mailstead.smtp.SmtpProfile;
import org.mailstead.wire.AddressRange;

/** The checks in the order in which they are asked: a list for other servers, and one for our people. */
public final class Policy {
    private final PolicySettings settings;
    private final List<Check> fromServers;
    private final List<Check> fromPeople;
    private final List<Filter> filters;
    private final TarPit tarPit = new TarPit();
    private final CheckedMail mail;

    private Policy(PolicySettings settings, List<Check> fromServers, List<Check> fromPeople, CheckedMail mail) {
        this.mail = mail;
        this.settings = settings;
        this.fromServers = List.copyOf(fromServers);
        this.fromPeople = List.copyOf(fromPeople);
        var asked = settings.filters();
        filters = asked.milters().stream()
                .map(each -> Filter.of(new Milter(each, asked.time()), asked.letInUnasked()))
                .toList();
    }

    /**
     * What the checks remember from mail to mail.
     *
     * @param acquaintances to whom our people have written
     * @param alarm told when an account sent too much
     * @param mail told of messages that were checked
     */
    public record Memory(
            Greylist greylist,
            Acquaintances acquaintances,
            AccountSending sending,
            AccountSending.Alarm alarm,
            CheckedMail mail) {}

    public static Policy of(PolicySettings settings, Memory memory) {
        var limits = settings.sending();
        var rate = new SendingRateCheck(limits, new AccountSending.Meter(limits), memory.sending(), memory.alarm());
        return new Policy(
                settings,
                checks(settings, memory.greylist(), memory.acquaintances()),
                List.of(new PausedCheck(memory.sending()), rate, new WroteToCheck(memory.acquaintances())),
                memory.mail());
    }

    /** What is the same for everybody comes first, then what costs a question, then what costs a message. */
    private static List<Check> checks(PolicySettings settings, Greylist greylist, Familiar familiar) {
        var identity = settings.identity();
        var blockLists = settings.blockLists();
        var checks = new ArrayList<Check>(List.of(
                new OwnNameCheck(),
                new HelloCheck(identity.hello()),
                new SpfCheck(identity.spf()),
                new BounceCheck(),
                RateCheck.of(settings.recipientsPerHour()),
                new BlockListCheck(blockLists.lists(), blockLists.refuseAt()),
                new ClientNameCheck(identity.clientName()),
                new StrangerCheck(identity.strangers(), familiar),
                new GreylistCheck(greylist, settings.greylist(), familiar),
                new DmarcCheck(identity.dmarc(), identity.trustedSealers())));
        return checks;
    }

    /** The checks of mail from other servers, those that are off included. */
    public List<Check.Description> fromServers() {
        return described(fromServers, filters);
    }

    /** The checks of mail from our own people. */
    public List<Check.Description> fromPeople() {
        return described(fromPeople, forPeople());
    }

    private List<Filter> forPeople() {
        return settings.filters().submission() ? filters : List.of();
    }

    private static List<Check.Description> described(List<Check> checks, List<Filter> filters) {
        return Stream.concat(
                        checks.stream().map(Check::description),
                        filters.stream().map(Filter::description))
                .toList();
    }

    /** Asks them of each session. */
    public Gatekeeper gatekeeper(Surroundings surroundings) {
        return (profile, session, client) -> {
            // Only our own programs are let in there, and have looked at the mail themselves.
            if (profile == SmtpProfile.LMTP) return Gate.OPEN;
            var address = client.getAddress();
            boolean exempt = !settings.checks() || AddressRange.anyContains(settings.exempt(), address);
            boolean servers = profile == SmtpProfile.MX;
            List<Check> list = servers ? fromServers : fromPeople;
            var on = list.stream().filter(check -> check.description().on()).toList();
            List<Filter> asked = servers ? filters : forPeople();
            boolean looksAtNothing = servers ? exempt : on.isEmpty() && asked.isEmpty();
            if (looksAtNothing) return Gate.OPEN;
            var facts = new Facts(surroundings, address);
            var told = asked.stream()
                    .map(filter -> new FilterSession(filter, facts, client))
                    .toList();
            var listeners = new PolicyGate.Listeners(exempt ? TarPit.DRY : tarPit, mail);
            return new PolicyGate(on, told, facts, session, servers, listeners);
        };
    }
}
