package org.mailstead.server.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.message.Spool;
import org.mailstead.server.OpenStore;
import org.mailstead.server.Server;
import org.mailstead.server.config.Configuration;
import org.mailstead.store.PartitionStore;
import org.mailstead.wire.SelfSigned;

/** A fresh server with its scene set. */
final class Stage implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Actor SCENE = new Actor("scene", "", "");

    private final OpenStore open;
    private final Server server;

    private Stage(OpenStore open, Server server) {
        this.open = open;
        this.server = server;
    }

    /** @param folder for temporary files; holds the certificate that all stages share */
    static Stage set(PartitionStore store, Path folder, List<Given> scene) throws IOException {
        var open = OpenStore.over(store, PasswordHashing.Cost.CHEAP, CLOCK, new Random(1));
        open.directory().addDomain("example.test");
        for (String name : List.of("ann", "bob"))
            open.directory().addAccount(new MailAddress(name, "example.test"), name + "-secret");
        for (var given : scene) set(open, folder, given);
        return new Stage(open, Server.start(configuration(folder), open, folder, CLOCK));
    }

    static void makeCertificate(Path folder) throws IOException {
        var tls = configuration(folder).tls();
        SelfSigned.write(tls.certificate(), tls.key(), List.of("localhost"), CLOCK);
    }

    private static Configuration configuration(Path folder) {
        return new Configuration(
                folder,
                "mail.example.test",
                new Configuration.Listen(List.of("127.0.0.1"), Configuration.Ports.FREE),
                new Configuration.Tls(folder.resolve("certificate.pem"), folder.resolve("key.pem")),
                new Configuration.Limits(50L * 1024 * 1024, 1000, 1000));
    }

    private static void set(OpenStore open, Path folder, Given given) throws IOException {
        switch (given) {
            case Given.Person(String address, String password) ->
                open.directory().addAccount(address(address), password);
            case Given.Domain(String name) -> open.directory().addDomain(name);
            case Given.OtherName(String alias, List<String> targets) ->
                open.directory()
                        .addAlias(
                                address(alias),
                                targets.stream().map(Stage::address).toList());
            case Given.Folder(String name, String owner) ->
                account(open, owner).create(MailboxName.of(name).orElseThrow(), Set.of(), SCENE);
            case Given.Mail mail -> {
                try (var spool = new Spool(folder)) {
                    spool.write(mail.text().getBytes(StandardCharsets.UTF_8));
                    spool.finish();
                    var account = account(open, mail.owner());
                    var mailbox = account.mailbox(MailboxName.of(mail.mailbox()).orElseThrow())
                            .orElseThrow();
                    account.append(mailbox.id(), open.mail().prepare(spool), mail.flags(), mail.date(), SCENE);
                }
            }
        }
    }

    private static MailAddress address(String typed) {
        return MailAddress.parse(typed).orElseThrow();
    }

    private static MailAccount account(OpenStore open, String owner) {
        var account = open.directory().account(address(owner)).orElseThrow();
        return open.mail().account(account.id().value());
    }

    Server server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        open.close();
    }
}
