package org.mailstead.server.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Quota;
import org.mailstead.message.Spool;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.OpenStore;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.server.system.TestServer;
import org.mailstead.store.PartitionStore;
import org.mailstead.texts.Language;

/** A fresh server with its scene set. */
final class Stage implements AutoCloseable {
    private static final Actor SCENE = new Actor("scene", "", "");

    private final Path folder;
    private final OpenStore open;
    private final Map<String, String> kept = new HashMap<>();
    private final SecretsOfScene secrets;
    private final TestServer server;
    private Configuration configuration;

    /** @param folder for temporary files; holds the certificate that all stages share */
    Stage(PartitionStore store, Path folder, List<Given> scene) throws IOException {
        this.folder = folder;
        open = TestServer.people(store);
        secrets = new SecretsOfScene(open, kept);
        configuration = TestServer.usual(folder, 1000);
        for (var given : scene) set(given);
        server = TestServer.start(open, configuration);
    }

    Map<MailPort, Integer> ports() {
        return server.ports();
    }

    /** What was drawn for the scene, by the names that the conversation has for it. */
    Map<String, String> kept() {
        return Map.copyOf(kept);
    }

    @Override
    public void close() {
        server.close();
    }

    private void set(Given given) throws IOException {
        switch (given) {
            case Given.Person(String address, String password) ->
                open.directory().addAccount(address(address), password);
            case Given.Administrator(String person) -> open.directory().setAdministrator(address(person), true);
            case Given.Domain(String name) -> open.directory().addDomain(name);
            case Given.OtherName(String alias, List<String> targets) ->
                open.directory()
                        .addAlias(
                                address(alias),
                                targets.stream().map(Stage::address).toList());
            case Given.Hidden(Set<String> capabilities, String owner) ->
                open.directory().hiddenCapabilities().change(address(owner), capabilities, Set.of());
            case Given.SentCopies(String owner) -> open.directory().sentCopies().keep(address(owner), true);
            case Given.Spoken(String owner, String language) ->
                open.directory()
                        .languages(Language.ENGLISH)
                        .choose(address(owner), Language.of(language).orElseThrow());
            case Given.Pop3(String owner, Pop3Choice choice) ->
                open.directory().pop3Choices().change(address(owner), _ -> choice);
            case Given.Folder(String name, String owner) ->
                account(owner).create(MailboxName.of(name).orElseThrow(), Set.of(), SCENE);
            case Given.Limits(String owner, Quota quota) -> account(owner).quota(quota, SCENE);
            case Given.Mail mail -> append(mail);
            case Given.AppPassword one -> secrets.make(one);
            case Given.SecondFactor one -> secrets.make(one);
            case Given.Token one -> secrets.make(one);
            case Given.Ways(Set<SaslMechanism> mechanisms) ->
                configuration = configuration.with(new Configuration.SignIn(mechanisms));
            case Given.Proxy() -> configuration = TestServer.behindProxy(configuration);
            case Given.DeadDirectory(String domain) ->
                configuration = configuration.with(SecretsOfScene.deadDirectory(domain));
        }
    }

    private void append(Given.Mail mail) throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(mail.text().getBytes(StandardCharsets.UTF_8));
            spool.finish();
            var account = account(mail.owner());
            var mailbox = account.mailbox(MailboxName.of(mail.mailbox()).orElseThrow())
                    .orElseThrow();
            account.append(mailbox.id(), open.mail().prepare(spool), mail.flags(), mail.date(), SCENE);
        }
    }

    private static MailAddress address(String typed) {
        return MailAddress.parse(typed).orElseThrow();
    }

    private MailAccount account(String owner) {
        var account = open.directory().account(address(owner)).orElseThrow();
        return open.mail().account(account.id().value());
    }
}
