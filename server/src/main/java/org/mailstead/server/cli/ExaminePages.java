package org.mailstead.server.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import org.mailstead.consulting.Examiner;
import org.mailstead.consulting.LocalPages;
import org.mailstead.server.Mistake;
import org.mailstead.wire.ListenException;

/** The doctor's pages on this machine, until somebody ends them or nobody comes for an hour. */
final class ExaminePages {
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Program program;

    ExaminePages(Program program) {
        this.program = program;
    }

    /** @param browser whether to open one, if there is a desktop */
    int serve(Examiner examiner, String address, boolean browser) {
        PrintWriter out = program.terminal().out();
        try (var stop = StopSignal.install();
                var pages = new LocalPages(examiner, address, program.clock(), program.random())) {
            out.println("Open this address in a browser on this computer. It is good once:");
            out.println();
            out.println("    " + pages.url());
            out.println();
            out.println("Ctrl-C ends it; without a visit it ends after an hour.");
            out.flush();
            if (browser) SystemBrowser.open(URI.create(pages.url()));
            while (!stop.await(LOOK)) if (pages.isIdle()) break;
            return 0;
        } catch (ListenException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }
}
