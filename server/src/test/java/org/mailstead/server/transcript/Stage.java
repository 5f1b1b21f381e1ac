package org.mailstead.server.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.Quota;
import org.mailstead.message.Spool;
import org.mailstead.server.OpenStore;
import org.mailstead.server.system.TestServer;
import org.mailstead.store.PartitionStore;

/** A fresh server with its scene set. */
final class Stage {
    private static final Actor SCENE = new Actor("scene", "", "");

    private Stage() {}

    /** @param folder for temporary files; holds the certificate that all stages share */
    static TestServer set(PartitionStore store, Path folder, List<Given> scene) throws IOException {
        var open = TestServer.people(store);
        for (var given : scene) set(open, folder, given);
        return TestServer.start(open, folder, 1000);
    }

    private static void set(OpenStore open, Path folder, Given given) throws IOException {
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
            case Given.Pop3(String owner, Pop3Choice choice) ->
                open.directory().pop3Choices().change(address(owner), _ -> choice);
            case Given.Folder(String name, String owner) ->
                account(open, owner).create(MailboxName.of(name).orElseThrow(), Set.of(), SCENE);
            case Given.Limits(String owner, Quota quota) -> account(open, owner).quota(quota, SCENE);
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
}
