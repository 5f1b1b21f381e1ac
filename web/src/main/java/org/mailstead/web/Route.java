package org.mailstead.web;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is served under one path.
 *
 * @param hosts for which hosts, by their name in lower case
 * @param path the whole of it; {@code *} in place of what is behind the last slash stands for whatever is there
 * @param handlers by method in capitals; where there is GET there is HEAD
 * @param plainToo whether also without TLS, for who cannot have it; else plain requests are sent on to HTTPS
 * @param bodyBytes of a request's body, at most
 * @param anyCase whether the path may be written in capitals too, in part or whole
 */
public record Route(
        Predicate<String> hosts,
        String path,
        Map<String, WebHandler> handlers,
        boolean plainToo,
        int bodyBytes,
        boolean anyCase) {
    public static final String GET = "GET";
    static final String HEAD = "HEAD";

    /** Any last part of a path. */
    public static final String ANY = "*";

    public Route {
        if (!path.startsWith("/")) throw new IllegalArgumentException("a path begins with a slash, not as " + path);
        handlers = Map.copyOf(handlers);
    }

    /** In no other case. */
    public Route(
            Predicate<String> hosts, String path, Map<String, WebHandler> handlers, boolean plainToo, int bodyBytes) {
        this(hosts, path, handlers, plainToo, bodyBytes, false);
    }

    /** A page or a file over HTTPS. */
    public static Route get(Predicate<String> hosts, String path, WebHandler handler) {
        return new Route(hosts, path, Map.of(GET, handler), false, 0);
    }

    public Route withoutTlsToo() {
        return new Route(hosts, path, handlers, true, bodyBytes, anyCase);
    }

    public Route inAnyCase() {
        return new Route(hosts, path, handlers, plainToo, bodyBytes, true);
    }

    /** Of a method that it has; HEAD is GET without the body, which is left out where answers are written. */
    WebHandler handler(String method) {
        WebHandler handler = handlers.get(method.equals(HEAD) ? GET : method);
        if (handler == null) throw new WebRefusal(WebResponse.notAllowed(allowed()));
        return handler;
    }

    /** RFC 9110 §10.2.1. */
    private String allowed() {
        var methods = new TreeSet<>(handlers.keySet());
        if (methods.contains(GET)) methods.add(HEAD);
        return String.join(", ", methods);
    }
}
