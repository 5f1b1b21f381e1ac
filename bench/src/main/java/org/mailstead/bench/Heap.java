package org.mailstead.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live objects of another Java process, asked for with {@code jcmd}.
 *
 * @param pid 0 where there is none to ask
 */
record Heap(int pid) {
    /** The last line: {@code Total  instances  bytes}. */
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    /** Bytes that live objects take after a full collection; 0 without a process. */
    long bytes() throws IOException {
        if (pid == 0) return 0;
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Integer.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        Matcher total = TOTAL.matcher(said);
        if (!total.find())
            throw new IOException("jcmd said: " + said.lines().findFirst().orElse("nothing"));
        return Long.parseLong(total.group(1));
    }
}
