package org.mailstead.server.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.dns.Resolver;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.outbound.MailQueue;
import org.mailstead.outbound.Outbound;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.PolicySettings;
import org.mailstead.server.OpenStore;
import org.mailstead.server.Reporting;
import org.mailstead.server.Server;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.PartitionStore;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsClient;

/** A whole server in this process, on free ports, with {@code ann} and {@code bob} at {@code example.test}. */
public final class TestServer implements AutoCloseable {
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);

    private final OpenStore open;
    private final Server server;

    private TestServer(OpenStore open, Server server) {
        this.open = open;
        this.server = server;
    }

    /** The accounts over an engine; more can be made before the server starts. */
    public static OpenStore people(PartitionStore store) {
        var open = OpenStore.over(store, PasswordHashing.Cost.CHEAP, CLOCK, new Random(1));
        open.directory().addDomain("example.test");
        for (String name : List.of("ann", "bob"))
            open.directory().addAccount(new MailAddress(name, "example.test"), name + "-secret");
        return open;
    }

    /** @param folder for temporary files, with a certificate */
    public static TestServer start(OpenStore open, Path folder, int connectionsPerAddress) throws IOException {
        return start(open, usual(folder, connectionsPerAddress));
    }

    public static TestServer start(OpenStore open, Configuration configuration) throws IOException {
        return start(open, configuration, CLOCK);
    }

    public static Configuration usual(Path folder, int connectionsPerAddress) {
        return configuration(folder, connectionsPerAddress, new Configuration.Way.Off());
    }

    /** Whoever connects to a port has to say first for whom, in the PROXY protocol. */
    public static Configuration behindProxy(Configuration usual) {
        var listen = usual.listen();
        var proxies = new Configuration.Proxies(AddressRange.LOOPBACK, List.of(MailPort.values()));
        return usual.with(new Configuration.Listen(
                listen.addresses(), listen.ports(), proxies, listen.forgiving(), listen.mailOverHttps()));
    }

    /** One where people sign in in other ways. */
    static TestServer signingIn(OpenStore open, Path folder, Configuration.SignIn ways) throws IOException {
        return start(open, usual(folder, 100).with(ways));
    }

    /** One whose mail for others goes to a port of this machine, with a clock that runs. */
    static TestServer sendingTo(int smarthost, OpenStore open, Path folder) throws IOException {
        var sending = new Configuration.Way.Smarthost("127.0.0.1", smarthost);
        return start(open, configuration(folder, 100, sending), Clock.systemUTC());
    }

    /** One that checks what it gets, and asks this resolver. */
    static TestServer receiving(OpenStore open, Path folder, PolicySettings policy, Resolver resolver)
            throws IOException {
        var usual = usual(folder, 100);
        return checking(open, usual, policy, resolver, Clock.systemUTC());
    }

    /** The same, with mail that leaves, so that other domains are told of their mail. */
    static TestServer reporting(OpenStore open, Path folder, PolicySettings policy, Resolver resolver, Clock clock)
            throws IOException {
        var usual = configuration(folder, 100, new Configuration.Way.Direct());
        return checking(open, usual, policy, resolver, clock);
    }

    /** The same people, and those of an LDAP directory. */
    static TestServer withLdap(OpenStore open, Path folder, LdapSettings ldap) throws IOException {
        return start(open, usual(folder, 100).with(ldap));
    }

    private static TestServer checking(
            OpenStore open, Configuration usual, PolicySettings policy, Resolver resolver, Clock clock)
            throws IOException {
        var configuration = usual.with(policy);
        var network = new Outbound.Network(resolver, Dialer.from(List.of()), new TlsClient(null));
        return new TestServer(open, Server.start(configuration, open, usual.data(), clock, network));
    }

    private static TestServer start(OpenStore open, Configuration configuration, Clock clock) throws IOException {
        return new TestServer(open, Server.start(configuration, open, configuration.data(), clock));
    }

    public static void makeCertificate(Path folder) throws IOException {
        var tls = configuration(folder, 1, new Configuration.Way.Off()).tls();
        SelfSigned.write(tls.certificate(), tls.key(), List.of("localhost"), CLOCK);
    }

    private static Configuration configuration(Path folder, int connectionsPerAddress, Configuration.Way way) {
        return new Configuration(
                folder,
                "mail.example.test",
                new Configuration.Listen(List.of("127.0.0.1"), Configuration.Ports.FREE),
                new Configuration.Tls(folder.resolve("certificate.pem"), folder.resolve("key.pem")),
                Configuration.Sending.usual(way),
                PolicySettings.OFF,
                Configuration.Web.STANDARD,
                Configuration.Trust.STANDARD,
                Optional.empty(),
                Configuration.SignIn.STANDARD,
                new Configuration.Limits(50L * 1024 * 1024, 100_000, connectionsPerAddress));
    }

    public Map<MailPort, Integer> ports() {
        return server.ports();
    }

    int port(MailPort port) {
        return Objects.requireNonNull(ports().get(port));
    }

    Directory directory() {
        return server.directory();
    }

    AccountSending sending() {
        return server.sending();
    }

    MailQueue queue() {
        return server.queue();
    }

    Reporting reporting() {
        return server.reporting();
    }

    OpenStore open() {
        return open;
    }

    void reloadCertificate() {
        server.reloadCertificate();
    }

    /** Leaves the store open for another. */
    void stopOnly() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        open.close();
    }
}
