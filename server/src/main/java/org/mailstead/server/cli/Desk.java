package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailstead.backing.BackedMail;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.MailStore;
import org.mailstead.oauth.Grants;
import org.mailstead.outbound.MailQueue;
import org.mailstead.policy.AccountSending;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import org.mailstead.server.config.Configuration;
import org.mailstead.smtp.SmtpAddress;
import tools.jackson.core.JsonGenerator;

/**
 * What a command on the directory works with.
 *
 * @param configuration reads it where no server runs
 * @param queues gives the queue; opening one reads all of it
 * @param sending whose sending is paused
 * @param received what other servers reported
 * @param grants the programs that people have let in
 * @param forecast which way mail would take; asks the network
 * @param reload takes up changed certificates; does nothing where no server runs
 * @param certificates how it stands with them
 * @param backed accounts whose mailbox is at a provider
 * @param secret the password that was typed or piped in, if one was
 */
record Desk(
        Supplier<Configuration> configuration,
        Directory directory,
        MailStore mail,
        Supplier<MailQueue> queues,
        AccountSending sending,
        ReceivedReports received,
        Grants grants,
        Clock clock,
        Function<SmtpAddress, List<String>> forecast,
        Runnable reload,
        CertificateText.Source certificates,
        Supplier<BackedMail> backed,
        RandomGenerator random,
        Optional<String> secret,
        PrintWriter out) {

    MailQueue queue() {
        return queues.get();
    }

    QueueText queueText() {
        return new QueueText(clock.instant(), ZoneId.systemDefault());
    }

    void say(String text) {
        out.println(text);
    }

    /** Says it to a script or to a person. */
    void say(boolean json, Consumer<JsonGenerator> forScripts, String forPeople) {
        out.println(json ? Json.object(forScripts) : forPeople);
    }

    /** @throws Mistake if there is none */
    Account account(String typed) {
        return directory.account(address(typed)).orElseThrow(() -> new Mistake("There is no account " + typed + "."));
    }

    static MailAddress address(String typed) {
        return MailAddress.parse(typed)
                .orElseThrow(
                        () -> new Mistake("\"" + typed + "\" is not a mail address. Write it like ann@example.org."));
    }
}
