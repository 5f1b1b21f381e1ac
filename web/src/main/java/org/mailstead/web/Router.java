package org.mailstead.web;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which route a request takes: by the whole path, and by the host. */
public final class Router {
    private final Map<String, List<Route>> routes;

    /** @param routes of several that fit the first is taken */
    public Router(List<Route> routes) {
        this.routes = routes.stream().collect(groupingBy(Route::path));
    }

    Optional<Route> find(String host, String path) {
        return at(host, path).or(() -> at(host, path.substring(0, path.lastIndexOf('/') + 1) + Route.ANY));
    }

    private Optional<Route> at(String host, String path) {
        return routes.getOrDefault(path, List.of()).stream()
                .filter(route -> route.hosts().test(host))
                .findFirst();
    }
}
