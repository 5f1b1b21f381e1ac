package org.mailstead.server.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser of this machine. */
final class SystemBrowser {
    private SystemBrowser() {}

    /** Asks the system to open a page. @return whether that could be asked; whether a window came up nobody tells */
    static boolean open(URI page) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean screen = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        List<String> command;
        if (system.contains("mac")) command = List.of("open", page.toString());
        else if (system.contains("windows"))
            command = List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
        else if (screen) command = List.of("xdg-open", page.toString());
        else return false;
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
