package org.mailstead.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mailstead.directory.Directory;
import org.mailstead.imap.SharedMailboxes;
import org.mailstead.mailbox.MailStore;
import org.mailstead.outbound.Outbound;
import org.mailstead.pop3.Expiry;
import org.mailstead.server.config.Configuration;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.TlsSetupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after what changes without anybody connecting: certificates renewed by another program, and old rows and blobs. */
final class Caretaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

    /** A renewed certificate is there weeks before the old one ends; a minute is what a person waits who looks on. */
    private static final Duration CERTIFICATE = Duration.ofMinutes(1);

    /** It reads every account; what it clears has been kept for weeks, so a day more does no harm. */
    private static final Duration HOUSEKEEPING = Duration.ofDays(1);

    private static final Duration REPORTS = Duration.ofMinutes(5);

    /** A person who looks on is patient for so long; and a server on which hundreds sign in each second writes them together. */
    private static final Duration HISTORY = Duration.ofSeconds(5);

    /** A restart is followed by a burst of mail programs coming back: not beside that. */
    private static final Duration FIRST_HOUSEKEEPING = Duration.ofMinutes(30);

    /** A policy that is in use is fetched anew when it is a day old. */
    private static final Duration POLICIES = Duration.ofHours(6);

    /** The store must not be closed under housekeeping at work; it stops at the next account or commit. */
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().daemon().name("caretaker-", 1).factory());
    private final TlsServer tls;
    private final List<Path> certificateFiles;
    private List<FileTime> certificateTimes;

    private Caretaker(TlsServer tls, Configuration configuration) {
        this.tls = tls;
        var files = configuration.tls();
        certificateFiles = Stream.concat(
                        Stream.of(files.certificate(), files.key()),
                        configuration.signIn().clientAuthorities().stream())
                .toList();
        certificateTimes = times();
    }

    /** @param directory whose index of shared mailboxes is brought in step with the accounts */
    static Caretaker start(
            Directory directory,
            MailStore mail,
            Outbound outbound,
            TlsServer tls,
            Configuration configuration,
            Clock clock) {
        var caretaker = new Caretaker(tls, configuration);
        caretaker.every(CERTIFICATE, CERTIFICATE, caretaker::takeUpNewCertificate);
        caretaker.every(FIRST_HOUSEKEEPING, HOUSEKEEPING, () -> {
            SharedMailboxes.repair(directory, mail);
            long expired = Expiry.run(directory, mail, clock.instant());
            var cleared = mail.housekeeping(outbound.queue()::eachContent).run();
            outbound.queue().forgetOldStories();
            LOG.info(
                    "housekeeping: cleared {} old messages and {} blobs; {} messages that POP3 had downloaded were due",
                    cleared.messages(),
                    cleared.blobs(),
                    expired);
        });
        caretaker.every(POLICIES, POLICIES, outbound::renewPolicies);
        caretaker.every(HISTORY, HISTORY, directory.history()::flush);
        return caretaker;
    }

    /** Reports to others are due at any minute of some hours, each once. */
    void sendReports(Runnable task) {
        every(REPORTS, REPORTS, task);
    }

    /** What clears rows that are over. */
    void daily(Runnable task) {
        every(FIRST_HOUSEKEEPING, HOUSEKEEPING, task);
    }

    /** An exception that left the task would end the schedule without a word. */
    private void every(Duration first, Duration then, Runnable task) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                if (!schedule.isShutdown()) LOG.error("caretaker: will be tried again later", e);
            }
        };
        var _ = schedule.scheduleWithFixedDelay(safe, first.toMillis(), then.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The files are seldom replaced in one instant; a pair that does not match is tried again when either changes. */
    private void takeUpNewCertificate() {
        var now = times();
        if (now.equals(certificateTimes)) return;
        certificateTimes = now;
        try {
            tls.reload();
        } catch (TlsSetupException e) {
            LOG.warn("the changed certificate cannot be used, the old one stays: {}", e.getMessage());
        }
    }

    private List<FileTime> times() {
        return certificateFiles.stream().map(Caretaker::time).toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        try {
            if (!schedule.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS))
                LOG.warn("housekeeping is still busy");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
