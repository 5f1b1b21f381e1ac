package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mailstead.dns.Answer;
import org.mailstead.dns.RecordType;

/** Compares what the DNS says of a domain with what it should say. */
public final class ZoneCheck {
    private ZoneCheck() {}

    /** Everything that was found, in the order of the records. Asks the DNS some sixty times, many questions at once. */
    public static List<Finding> of(MailSetup setup, Surroundings around) {
        var first = beginning(setup, around);
        if (!first.isEmpty()) return first;
        List<Callable<List<Finding>>> checks = List.of(
                () -> ZoneStateCheck.of(setup, around.resolver()),
                () -> HostCheck.of(setup, around.resolver()),
                () -> SpfCheck.of(setup, around),
                () -> DkimCheck.of(setup, around.resolver()),
                () -> DmarcCheck.of(setup, around.resolver()),
                () -> StsCheck.of(setup, around),
                () -> TlsReportCheck.of(setup, around.resolver()),
                () -> TlsaCheck.of(setup, around),
                () -> ServiceCheck.of(setup, around.resolver()),
                () -> CaaCheck.of(setup, around.resolver()));
        var findings = new ArrayList<Finding>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Finding>> done : threads.invokeAll(checks)) findings.addAll(done.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the DNS", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new IllegalStateException(e.getCause());
        }
        return List.copyOf(findings);
    }

    /** Without the domain, or without the DNS, there is one thing to say and not thirty. */
    private static List<Finding> beginning(MailSetup setup, Surroundings around) {
        var ns = around.resolver().lookup(setup.domain(), RecordType.NS);
        if (ns instanceof Answer.NoSuchName<?>)
            return List.of(Finding.missing(
                    "domain " + setup.domain(),
                    true,
                    "there is no such domain in the DNS",
                    "Register it, or see whether its registration has ended or its name servers are gone."));
        if (!(ns instanceof Answer.TemporaryFailure<?> failure)) return List.of();
        boolean silent = around.resolver().lookup(setup.domain(), RecordType.MX) instanceof Answer.TemporaryFailure<?>;
        return silent ? List.of(Finding.unknown("domain " + setup.domain(), failure.describe())) : List.of();
    }
}
