package org.mailstead.server.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.server.Mistake;
import org.mailstead.server.OwnAddresses;
import org.mailstead.zone.Publication;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "records",
        description = "Prints every record that a domain has to publish in the DNS, and what each is for.",
        footer = {
            "",
            "Most DNS providers have a form for each record: the list is made for those. Where zone files are written,"
                    + " --zone prints lines to paste. docs/dns.md says in which order to go live.",
            "",
            "Example:",
            "  mailstead dns records example.org",
            "  mailstead dns records example.org --zone --address 192.0.2.1 --address 2001:db8::1",
            "Then: mailstead dns check example.org"
        })
final class DnsRecords extends OnDirectory {
    /** Ports other than 25 whose certificates a few programs look up by DANE too. */
    private static final List<Integer> TLSA_PORTS = List.of(Publication.SMTP, 465, 587, 993);

    @Parameters(paramLabel = "DOMAIN", description = "one of this server's domains")
    private String domain = "";

    @ArgGroup
    private @Nullable Form form;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "this machine's address as others reach it (default: those of its network that are public)")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--tlsa-everywhere", description = "print TLSA records for ports 465, 587 and 993 too")
    private boolean tlsaEverywhere;

    /** One of these. */
    static final class Form {
        @Option(names = "--zone", description = "print lines of a zone file")
        private boolean zone;

        @Option(names = "--table", description = "print a list for people (the default)")
        private boolean table;
    }

    DnsRecords(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var given = addresses.stream().map(DnsRecords::address).toList();
        var setup = DnsFacts.of(
                desk,
                domain,
                given.isEmpty() ? OwnAddresses.found(desk.configuration().get()) : given);
        var ports = tlsaEverywhere ? TLSA_PORTS : List.of(Publication.SMTP);
        var text = new PublicationText(setup, Publication.of(setup, ports));
        desk.out()
                .print(
                        json()
                                ? text.json() + "\n"
                                : form != null && form.zone && !form.table ? text.zone() : text.table());
    }

    static InetAddress address(String typed) {
        try {
            return InetAddress.ofLiteral(typed);
        } catch (IllegalArgumentException e) {
            throw new Mistake("\"" + typed + "\" is not a network address. Write it like 192.0.2.1 or 2001:db8::1.", e);
        }
    }
}
