package org.mailstead.server.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import org.mailstead.statuspage.Desktop;

/** The browser of this machine. */
final class SystemBrowser {
    private SystemBrowser() {}

    /** Asks the system to open a page. @return whether that could be asked; whether a window came up nobody tells */
    static boolean open(URI page) {
        Optional<Desktop> desktop = Desktop.of(System.getProperty("os.name", ""), System.getenv());
        if (desktop.isEmpty()) return false;
        var command = new ArrayList<>(desktop.get().opening());
        command.add(page.toString());
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
