package org.mailstead.statuspage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The desktops on which pages are opened and notices shown. */
public enum Desktop {
    /** By programs of freedesktop.org, which nearly all have. */
    LINUX,
    MAC,
    WINDOWS;

    /**
     * That of this process; empty if it has none, such as on a server.
     *
     * @param system the property {@code os.name}
     */
    public static Optional<Desktop> of(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return Optional.of(MAC);
        if (name.startsWith("windows")) return Optional.of(WINDOWS);
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? Optional.of(LINUX) : Optional.empty();
    }

    /** What opens an address or a file that is put behind it, in whatever the person has for it. */
    public List<String> opening() {
        return switch (this) {
            case LINUX -> List.of("xdg-open");
            case MAC -> List.of("open");
            case WINDOWS -> List.of("rundll32", "url.dll,FileProtocolHandler");
        };
    }
}
