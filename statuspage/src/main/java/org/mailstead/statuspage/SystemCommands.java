package org.mailstead.statuspage;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Those of this machine. */
public final class SystemCommands implements Commands {
    /** A word is looked for in it. */
    private static final int OUTPUT = 1024;

    @Override
    public Outcome run(List<String> command, Map<String, String> environment, Duration limit)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(command)).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return new Outcome(-1, "");
            byte[] said = process.getInputStream().readNBytes(OUTPUT);
            return new Outcome(process.exitValue(), new String(said, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
