package org.mailstead.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.milter.MilterAddress;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.BlockList;
import org.mailstead.policy.PolicySettings;
import org.mailstead.policy.Use;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.wire.AddressRange;

/** What is done with mail that comes in. */
final class ReceivingSettings {
    private static final Kind USE = new Kind.OneOf(List.of("enforce", "report", "off"));
    static final Kind NETWORKS = new Kind.Texts("networks, such as [\"192.0.2.0/24\"]");

    static final Setting CHECKS = new Setting(
            "receiving.checks",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether mail from other servers is checked at all. `mailstead policy show` prints the checks in their"
                    + " order.");
    static final Setting EXEMPT = new Setting(
            "receiving.exempt",
            NETWORKS,
            "[\"127.0.0.0/8\", \"::1/128\"]",
            "Clients whose mail is let in without a look: this machine, and your own servers before this one.");
    static final Setting DMARC = new Setting(
            "receiving.dmarc",
            USE,
            "\"enforce\"",
            "Mail that only claims to be from a domain. enforce: it is refused or goes to Junk, as the domain wants."
                    + " report: the log and the message's header tell what would have been done.");
    static final Setting TRUSTED_SEALERS = new Setting(
            "receiving.trusted-sealers",
            new Kind.Texts("domains, such as [\"lists.example.org\"]"),
            "[]",
            "Domains that pass mail on, such as those of mailing lists, whose word (ARC seal) is believed that a"
                    + " message which they changed came from its true sender.");
    static final Setting SPF = new Setting(
            "receiving.spf",
            USE,
            "\"report\"",
            "Mail from a server that the sender's domain does not list. enforce refuses it, and with it much honest"
                    + " mail that somebody passed on: DMARC decides better.");
    static final Setting CLIENT_NAME = new Setting(
            "receiving.client-name",
            USE,
            "\"report\"",
            "Clients whose address has no name in the DNS that leads back to it. enforce lets them try again until it"
                    + " has.");

    static final Setting HELLO = new Setting(
            "receiving.hello",
            USE,
            "\"report\"",
            "Clients that call themselves by what can be no mail server's name, or by another's address. enforce"
                    + " refuses them.");
    static final Setting BLOCKLISTS = new Setting(
            "receiving.blocklists",
            new Kind.Texts(
                    "zones in the DNS, such as [\"bl.example.org\", \"other.example.org 127.0.0.2/31 weight=2\"]"),
            "[]",
            "Lists in the DNS of clients that send unwanted mail: the zone, then, if not all of its answers count,"
                    + " networks of those that do, and a weight if it is not 1. A weight below 0 is for lists of good"
                    + " clients.");
    static final Setting REFUSE_AT = new Setting(
            "receiving.blocklists-refuse-at",
            new Kind.Whole(1, 100),
            "1",
            "The sum of weights at which mail is refused. With less, but more than 0, it goes to Junk.");
    static final Setting GREYLIST = new Setting(
            "receiving.greylist-minutes",
            new Kind.Whole(0, 240),
            "0",
            "Minutes that the first mail from a sender to a recipient has to wait before it is tried again. 0: none waits.");
    static final Setting STRANGERS = new Setting(
            "receiving.strangers",
            USE,
            "\"off\"",
            "Senders to whom nobody here has written, whose domain does not know the client (SPF), and whose client has no name in the"
                    + " DNS. enforce lets them wait 5 seconds for each recipient. report: the log tells of them.");
    static final Setting RECIPIENTS = new Setting(
            "receiving.recipients-per-hour",
            new Kind.Whole(0, 1_000_000),
            "5000",
            "For how many recipients one network (256 addresses) may bring mail in an hour; the rest has to wait. 0:"
                    + " any number.");

    static final Setting PER_HOUR = new Setting(
            "sending.recipients-per-hour",
            new Kind.Whole(0, 1_000_000),
            "500",
            "To how many recipients an account may write in an hour. One that writes to more has probably lost its"
                    + " password: its sending is paused, and its owner told. 0: any number.");
    static final Setting PER_DAY =
            new Setting("sending.recipients-per-day", new Kind.Whole(0, 10_000_000), "2000", "The same for a day.");

    static final Setting MILTERS = new Setting(
            "filters.milters",
            new Kind.Texts("filters, such as [\"inet:localhost:11332\", \"unix:/run/filter.sock\"]"),
            "[]",
            "Mail filters that speak the milter protocol, such as rspamd: each is told of mail from other servers step"
                    + " by step, and may refuse or change it, or have it go to Junk.");
    static final Setting FILTER_SECONDS =
            new Setting("filters.seconds", new Kind.Whole(1, 300), "60", "How long a filter may take for one step.");
    static final Setting SUBMISSION = new Setting(
            "filters.submission",
            new Kind.OneOf(List.of("on", "off")),
            "\"off\"",
            "Whether the filters are told of what your own people send, too: for those that sign or count.");
    static final Setting ON_FAILURE = new Setting(
            "filters.on-failure",
            new Kind.OneOf(List.of("later", "accept")),
            "\"later\"",
            "What becomes of mail when a filter does not answer. later: its sender tries again. accept: it is let in"
                    + " unseen.");

    static final List<Setting> ALL = List.of(
            CHECKS,
            EXEMPT,
            DMARC,
            TRUSTED_SEALERS,
            SPF,
            CLIENT_NAME,
            HELLO,
            BLOCKLISTS,
            REFUSE_AT,
            GREYLIST,
            STRANGERS,
            RECIPIENTS,
            PER_HOUR,
            PER_DAY,
            MILTERS,
            FILTER_SECONDS,
            ON_FAILURE,
            SUBMISSION);

    private ReceivingSettings() {}

    static PolicySettings read(ConfigurationFile file) throws ConfigurationException {
        var usual = PolicySettings.STANDARD;
        return new PolicySettings(
                file.word(CHECKS).equals("on"),
                file.texts(EXEMPT, usual.exempt(), AddressRange::parse),
                new PolicySettings.Identity(
                        use(file, HELLO),
                        use(file, CLIENT_NAME),
                        use(file, SPF),
                        use(file, DMARC),
                        file.texts(TRUSTED_SEALERS, List.of(), ReceivingSettings::domain),
                        use(file, STRANGERS)),
                new PolicySettings.BlockLists(
                        file.texts(BLOCKLISTS, List.of(), BlockList::parse), (int) file.whole(REFUSE_AT)),
                Duration.ofMinutes(file.whole(GREYLIST)),
                (int) file.whole(RECIPIENTS),
                new AccountSending.Limits((int) file.whole(PER_HOUR), (int) file.whole(PER_DAY)),
                new PolicySettings.Filters(
                        file.texts(MILTERS, List.of(), MilterAddress::parse),
                        Duration.ofSeconds(file.whole(FILTER_SECONDS)),
                        file.word(ON_FAILURE).equals("accept"),
                        file.word(SUBMISSION).equals("on")));
    }

    private static Use use(ConfigurationFile file, Setting setting) throws ConfigurationException {
        return Use.valueOf(file.word(setting).toUpperCase(Locale.ROOT));
    }

    static Optional<DnsName> domain(String text) {
        return DnsName.parse(text).filter(name -> name.labels().size() > 1);
    }
}
