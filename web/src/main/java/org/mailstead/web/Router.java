package org.mailstead.web;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which route a request takes: by the whole path, and by the host. */
public final class Router {
    private final Map<String, List<Route>> routes;
    private final Map<String, List<Route>> inAnyCase;

    /** @param routes of several that fit the first is taken */
    public Router(List<Route> routes) {
        this.routes = routes.stream().collect(groupingBy(Route::path));
        this.inAnyCase = routes.stream()
                .filter(Route::anyCase)
                .collect(groupingBy(route -> route.path().toLowerCase(Locale.ROOT)));
    }

    Optional<Route> find(String host, String path) {
        return at(host, path).or(() -> at(host, path.substring(0, path.lastIndexOf('/') + 1) + Route.ANY));
    }

    private Optional<Route> at(String host, String path) {
        return at(routes, host, path).or(() -> at(inAnyCase, host, path.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Route> at(Map<String, List<Route>> routes, String host, String path) {
        return routes.getOrDefault(path, List.of()).stream()
                .filter(route -> route.hosts().test(host))
                .findFirst();
    }
}
