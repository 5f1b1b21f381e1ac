package org.mailstead.zone;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.authenticity.Iprev;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.DnsRecord.Mx;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** Whether mail for the domain finds this host, and this host's address has its name. */
final class HostCheck {
    private final MailSetup setup;
    private final Resolver resolver;
    private final List<Finding> findings = new ArrayList<>();

    private HostCheck(MailSetup setup, Resolver resolver) {
        this.setup = setup;
        this.resolver = resolver;
    }

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var check = new HostCheck(setup, resolver);
        check.mx();
        check.addresses();
        return check.findings;
    }

    private void mx() {
        String subject = "MX " + setup.domain();
        var looked = Looked.up(resolver, setup.domain(), RecordType.MX);
        if (looked.failure() != null) {
            findings.add(Finding.unknown(subject, looked.failure()));
            return;
        }
        String wanted = "It has to be: 10 " + setup.host() + ".";
        if (looked.records().isEmpty()) {
            findings.add(Finding.missing(subject, true, "there is none, so that mail does not come here", wanted));
            return;
        }
        if (looked.records().stream().anyMatch(Mx::isNull)) {
            findings.add(Finding.different(subject, "says that the domain takes no mail", wanted));
            return;
        }
        boolean aliases = false;
        for (Mx mx : looked.records()) aliases |= isAlias(subject, mx.exchange());
        var others = looked.records().stream()
                .map(Mx::exchange)
                .filter(host -> !host.equals(setup.host()))
                .map(DnsName::toString)
                .sorted()
                .toList();
        if (others.size() == looked.records().size())
            findings.add(Finding.different(
                    subject, "mail goes to " + String.join(", ", others) + ", not to this host", wanted));
        else if (!others.isEmpty())
            findings.add(
                    Finding.doubtful(
                            subject,
                            "mail goes to this host, and also to " + String.join(", ", others),
                            "Right only if these bring it here. A second host that takes mail and checks nothing is where spam comes in."));
        else if (!aliases) findings.add(Finding.fine(subject, "mail is brought to " + setup.host()));
    }

    /** RFC 5321 §5.1: many do not follow an alias there. */
    private boolean isAlias(String subject, DnsName host) {
        var alias = Looked.up(resolver, host, RecordType.CNAME);
        if (alias.records().isEmpty()) return false;
        findings.add(Finding.different(
                subject,
                host + " is only an alias (CNAME) of "
                        + alias.records().getFirst().target(),
                "An MX has to name a host that has an address itself. Give " + host
                        + " an A record in place of the CNAME."));
        return true;
    }

    private void addresses() {
        var found = new ArrayList<InetAddress>();
        String subject = "A/AAAA " + setup.host();
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var looked = Looked.up(resolver, setup.host(), type);
            if (looked.failure() != null) findings.add(Finding.unknown(type + " " + setup.host(), looked.failure()));
            looked.records().stream().map(Address::address).forEach(found::add);
        }
        boolean known = findings.stream().noneMatch(each -> each.subject().endsWith("A " + setup.host()));
        if (found.isEmpty()) {
            if (known)
                findings.add(Finding.missing(
                        subject,
                        true,
                        "this host has no address",
                        "Give it an A record with this machine's address, and an AAAA record if it has IPv6."));
            return;
        }
        findings.add(compared(subject, found));
        for (InetAddress address : found) findings.add(reverse(address));
    }

    private Finding compared(String subject, List<InetAddress> found) {
        String listed = listed(found);
        if (setup.addresses().isEmpty())
            return Finding.fine(
                    subject, listed + " (this machine's own address is not known here; --address lets it be compared)");
        var foreign =
                found.stream().filter(each -> !setup.addresses().contains(each)).toList();
        var lacking =
                setup.addresses().stream().filter(each -> !found.contains(each)).toList();
        if (foreign.size() == found.size())
            return Finding.different(
                    subject,
                    "leads to " + listed + ", and this machine has " + listed(setup.addresses()),
                    "Give it this machine's address, or name another host in the setting hostname.");
        if (!foreign.isEmpty())
            return Finding.doubtful(
                    subject,
                    "leads also to " + listed(foreign) + ", which is not this machine's",
                    "Whoever takes that address does not reach this server. Take it out if nothing of yours answers there.");
        if (!lacking.isEmpty())
            return Finding.doubtful(
                    subject,
                    listed + ", but not " + listed(lacking),
                    "Mail that leaves from an address without a name is often refused. Add it, or do not use it.");
        return Finding.fine(subject, listed);
    }

    private static String listed(List<InetAddress> addresses) {
        return String.join(", ", addresses.stream().map(AddressText::of).toList());
    }

    private Finding reverse(InetAddress address) {
        String text = AddressText.of(address);
        String subject = "PTR " + text;
        String advice =
                "Whoever gave you the address (the provider of the server or of the line) can set its reverse name to "
                        + setup.host() + ". Many servers refuse mail from addresses without.";
        var verdict = Iprev.check(resolver, address);
        return switch (verdict.result()) {
            case PASS ->
                Optional.of(setup.host()).equals(Optional.ofNullable(verdict.name()))
                        ? Finding.fine(subject, "leads back to " + setup.host())
                        : Finding.doubtful(
                                subject,
                                "leads to " + verdict.name() + ", which leads back, but is not the name of this server",
                                "Better is " + setup.host()
                                        + ": some servers compare it with the name in the greeting.");
            case FAIL -> Finding.different(subject, verdict.reason(), advice);
            case PERMERROR -> Finding.missing(subject, true, "the address has no name", advice);
            case TEMPERROR -> Finding.unknown(subject, verdict.reason());
        };
    }
}
