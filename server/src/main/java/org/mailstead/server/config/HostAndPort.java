package org.mailstead.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as people write it down: {@code smtp.provider.example:587}, {@code 192.0.2.1:25}, {@code [2001:db8::1]:25}.
 *
 * @param host without the brackets of an IPv6 address
 */
public record HostAndPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /** Empty if it has not that form. */
    public static Optional<HostAndPort> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) return Optional.empty();
        int port = Integer.parseInt(form.group(2));
        if (port < 1 || port > HIGHEST_PORT) return Optional.empty();
        return Optional.of(new HostAndPort(form.group(1).replaceAll("[\\[\\]]", ""), port));
    }
}
