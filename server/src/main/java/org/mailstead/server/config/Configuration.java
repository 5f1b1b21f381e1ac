package org.mailstead.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailstead.certificates.AcmeSettings;
import org.mailstead.consulting.ViewDesk;
import org.mailstead.gateway.AppRegistration;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.oauth.OidcProvider;
import org.mailstead.policy.PolicySettings;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.texts.Language;
import org.mailstead.tlspolicy.StsPolicy;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.Tolerance.Patience;

/**
 * Everything the file says, defaults filled in.
 *
 * @param data folder that holds all mail, accounts and keys
 * @param hostname the name this server gives itself in greetings and trace headers
 * @param receiving which mail is let in
 * @param trust programs whose word is taken
 * @param signIn how people may sign in
 * @param backing what is to be known of providers at which accounts have their mailbox
 * @param ldap the directory elsewhere that knows people's passwords, where there is one
 */
public record Configuration(
        Path data,
        String hostname,
        Listen listen,
        Tls tls,
        Sending sending,
        PolicySettings receiving,
        Web web,
        Trust trust,
        Optional<LdapSettings> ldap,
        SignIn signIn,
        Limits limits,
        Backing backing) {
    /** Without anything of other providers. */
    public Configuration(
            Path data,
            String hostname,
            Listen listen,
            Tls tls,
            Sending sending,
            PolicySettings receiving,
            Web web,
            Trust trust,
            Optional<LdapSettings> ldap,
            SignIn signIn,
            Limits limits) {
        this(data, hostname, listen, tls, sending, receiving, web, trust, ldap, signIn, limits, Backing.NONE);
    }

    /** The same with another data folder. */
    public Configuration in(Path folder) {
        return new Configuration(
                folder, hostname, listen, tls, sending, receiving, web, trust, ldap, signIn, limits, backing);
    }

    /** The same with other ports. */
    public Configuration with(Listen other) {
        return new Configuration(
                data, hostname, other, tls, sending, receiving, web, trust, ldap, signIn, limits, backing);
    }

    /** The same with other checks of what comes in. */
    public Configuration with(PolicySettings other) {
        return new Configuration(
                data, hostname, listen, tls, sending, other, web, trust, ldap, signIn, limits, backing);
    }

    /** The same with a directory elsewhere. */
    public Configuration with(LdapSettings other) {
        return new Configuration(
                data,
                hostname,
                listen,
                tls,
                sending,
                receiving,
                web,
                trust,
                Optional.of(other),
                signIn,
                limits,
                backing);
    }

    /** The same with other ways to sign in. */
    public Configuration with(SignIn other) {
        return new Configuration(
                data, hostname, listen, tls, sending, receiving, web, trust, ldap, other, limits, backing);
    }

    /** The same with other providers. */
    public Configuration with(Backing other) {
        return new Configuration(
                data, hostname, listen, tls, sending, receiving, web, trust, ldap, signIn, limits, other);
    }

    /** The mechanisms of {@link SignIn} for which there is here what they need. */
    public Set<SaslMechanism> mechanisms() {
        var mechanisms = EnumSet.noneOf(SaslMechanism.class);
        mechanisms.addAll(signIn.mechanisms());
        if (!web.oauth().provider() && web.oauth().elsewhere().isEmpty()) mechanisms.removeAll(SaslMechanism.BY_TOKEN);
        // A directory elsewhere has to see the password, and a program that may choose takes a proof that cannot be
        // checked.
        if (ldap.isPresent()) mechanisms.removeAll(SaslMechanism.PROVING);
        if (signIn.clientAuthorities().isEmpty()) mechanisms.remove(SaslMechanism.EXTERNAL);
        return mechanisms;
    }

    /**
     * How people may sign in with mail programs.
     *
     * @param mechanisms that are wanted, for all protocols
     * @param clientAuthorities PEM file with those who vouch for people by certificates; empty if nobody does
     * @param language in which people are spoken to who have not chosen one
     */
    public record SignIn(Set<SaslMechanism> mechanisms, Optional<Path> clientAuthorities, Language language) {
        public static final SignIn STANDARD = new SignIn(EnumSet.complementOf(EnumSet.copyOf(SaslMechanism.OLD)));

        public SignIn {
            mechanisms = Set.copyOf(mechanisms);
        }

        /** In English. */
        public SignIn(Set<SaslMechanism> mechanisms, Optional<Path> clientAuthorities) {
            this(mechanisms, clientAuthorities, Language.ENGLISH);
        }

        /** Without certificates. */
        public SignIn(Set<SaslMechanism> mechanisms) {
            this(mechanisms, Optional.empty());
        }
    }

    /**
     * Providers at which accounts have their mailbox.
     *
     * @param authorities PEM file with those who vouch for their servers, beside those whom this machine trusts
     * @param apps how this server is registered with them
     */
    public record Backing(Optional<Path> authorities, List<AppRegistration> apps) {
        public static final Backing NONE = new Backing(Optional.empty(), List.of());

        public Backing {
            apps = List.copyOf(apps);
        }
    }

    /**
     * @param addresses local addresses to bind; {@code *} is all of them
     * @param forgiving for how long it is waited to see which kind of TLS a mail program was set up with, so that it connects also if that is
     *     the wrong one; empty if that is not done, nor programs led on that have another protocol's port
     * @param mailOverHttps whether the port for HTTPS serves mail programs too that ask for it
     */
    public record Listen(
            List<String> addresses, Ports ports, Proxies proxies, Optional<Patience> forgiving, boolean mailOverHttps) {
        /** Strict, and without proxies. */
        public Listen(List<String> addresses, Ports ports) {
            this(addresses, ports, Proxies.NONE, Optional.empty(), true);
        }
    }

    /**
     * Proxies before this server that say for whom they connect.
     *
     * @param networks where they are
     * @param ports to which they connect
     */
    public record Proxies(List<AddressRange> networks, List<MailPort> ports) {
        public static final Proxies NONE = new Proxies(List.of(), List.of(MailPort.values()));

        public Proxies {
            networks = List.copyOf(networks);
            ports = List.copyOf(ports);
        }

        public List<AddressRange> before(MailPort port) {
            return ports.contains(port) ? networks : List.of();
        }
    }

    /** Each port is a number, 0 for any free one, or {@link #OFF}. */
    public record Ports(Map<MailPort, Integer> numbers) {
        public static final int OFF = -1;

        /** The ports mail programs expect. RFC 8314 §7.3 for those with TLS from the start. */
        public static final Ports STANDARD = new Ports(Map.of(
                MailPort.SMTP, 25,
                MailPort.SUBMISSION, 587,
                MailPort.SUBMISSIONS, 465,
                MailPort.SUBMISSION_ALTERNATIVE, 2525,
                MailPort.IMAP, 143,
                MailPort.IMAPS, 993,
                MailPort.POP3, 110,
                MailPort.POP3S, 995,
                MailPort.HTTPS, 443,
                MailPort.HTTP, 80));

        /** Any free one for each. */
        public static final Ports FREE =
                new Ports(Arrays.stream(MailPort.values()).collect(Collectors.toMap(port -> port, port -> 0)));

        public Ports {
            numbers = Map.copyOf(numbers);
        }

        public int of(MailPort port) {
            return numbers.getOrDefault(port, OFF);
        }
    }

    /**
     * Programs whose word is taken.
     *
     * @param lmtp where those are that bring mail over LMTP
     * @param xclient where those are that say for whom they connect
     */
    public record Trust(List<AddressRange> lmtp, List<AddressRange> xclient) {
        public static final Trust STANDARD = new Trust(AddressRange.LOOPBACK, List.of());

        public Trust {
            lmtp = List.copyOf(lmtp);
            xclient = List.copyOf(xclient);
        }
    }

    /**
     * PEM files: the certificate with its chain, and its private key.
     *
     * @param chosen whether somebody said which; else it is the one that was made to begin with
     * @param acme who else is asked for certificates
     */
    public record Tls(Path certificate, Path key, boolean chosen, Optional<AcmeSettings> acme) {
        /** Files and nothing else. */
        public Tls(Path certificate, Path key) {
            this(certificate, key, false, Optional.empty());
        }
    }

    /**
     * @param warnAfter when the sender of mail that could not be delivered yet is told
     * @param giveUpAfter when it gets the mail back
     * @param asksOtherServers whether the other server of a split domain is asked for addresses that nobody has here
     * @param sources addresses of this machine from which mail leaves; none for any
     */
    public record Sending(
            Way way,
            Duration warnAfter,
            Duration giveUpAfter,
            Proof proof,
            List<InetAddress> sources,
            boolean asksOtherServers,
            boolean dmarcReports) {
        /** As many others do it, so that people know it. */
        public static Sending usual(Way way) {
            return new Sending(way, Duration.ofHours(4), Duration.ofDays(5), Proof.STANDARD, List.of(), true, true);
        }
    }

    /**
     * How other mail servers are known.
     *
     * @param dnsServers those to ask, in this order; none: the ones this machine uses
     * @param tlsReports whether their owners are told how that went. RFC 8460
     */
    public record Proof(DnsProof dns, List<InetSocketAddress> dnsServers, boolean tlsReports) {
        public static final Proof STANDARD = new Proof(DnsProof.AUTO, List.of(), true);

        public Proof {
            dnsServers = List.copyOf(dnsServers);
        }
    }

    /** Whose word is taken for what the DNS says being true (DNSSEC). */
    public enum DnsProof {
        /** Our own, unless the DNS servers of this machine pass no proofs on. */
        AUTO,
        /** Our own. */
        VALIDATE,
        /** That of the DNS server on this machine. */
        LOCAL,
        /** Nobody's. */
        OFF
    }

    /** Which way mail for other servers takes. */
    public sealed interface Way {
        /** To the hosts that each domain names. */
        record Direct() implements Way {}

        /** All to one host that brings it on. */
        record Smarthost(String name, int port) implements Way {}

        /** None leaves. */
        record Off() implements Way {}
    }

    /**
     * Tokens in place of passwords.
     *
     * @param provider whether this server gives out some
     * @param issuer the beginning of its addresses for browsers; empty for its host name and port
     * @param elsewhere others whose tokens are taken
     */
    public record OAuth(boolean provider, Optional<String> issuer, List<OidcProvider> elsewhere) {
        public static final OAuth STANDARD = new OAuth(true, Optional.empty(), List.of());

        public OAuth {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /** What is told over HTTPS: how servers that bring mail have to bring it (MTA-STS), and for how long they remember it. */
    public record Web(StsPolicy.Mode sts, Duration stsAge, OAuth oauth, Consulting consulting) {
        public static final Web STANDARD =
                new Web(StsPolicy.Mode.TESTING, Duration.ofDays(7), OAuth.STANDARD, Consulting.STANDARD);
    }

    /**
     * @param pages whether people here may have accounts examined on a page
     * @param view who is told what is seen of servers from here
     */
    public record Consulting(boolean pages, ViewDesk.Access view) {
        public static final Consulting STANDARD = new Consulting(true, ViewDesk.Access.SIGNED_IN);
    }

    /**
     * @param messageBytes largest message taken by SMTP or APPEND
     * @param connections open at once, all ports together
     * @param connectionsPerAddress of them from one network address
     * @param pop3LoginDelay between two sessions of POP3 of one account
     */
    public record Limits(long messageBytes, int connections, int connectionsPerAddress, Duration pop3LoginDelay) {
        /** Without a delay. */
        public Limits(long messageBytes, int connections, int connectionsPerAddress) {
            this(messageBytes, connections, connectionsPerAddress, Duration.ZERO);
        }
    }
}
