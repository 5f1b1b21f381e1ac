package org.mailstead.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            if (browser) open(pages.url());
            while (!stop.await(LOOK)) if (pages.isIdle()) break;
            return 0;
        } catch (ListenException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private static void open(String url) {
        command(System.getProperty("os.name", ""), System.getenv()).ifPresent(command -> {
            try {
                var all = new ArrayList<>(command);
                all.add(url);
                new ProcessBuilder(all)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // The address is printed all the same.
            }
        });
    }

    /** What opens an address on a desktop; empty if there is none. */
    static Optional<List<String>> command(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return Optional.of(List.of("open"));
        if (name.startsWith("windows")) return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        boolean desktop = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return desktop ? Optional.of(List.of("xdg-open")) : Optional.empty();
    }
}
