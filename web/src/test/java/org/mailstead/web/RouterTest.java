package org.mailstead.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private static final Router ROUTER = new Router(List.of(
            route("a.test", "/page"),
            route("a.test", "/page/"),
            route("a.test", "/below/*"),
            route("b.test", "/below/one"),
            route("c.test", "/Any/case.xml").inAnyCase(),
            route("c.test", "/any/below/*").inAnyCase()));

    private static Route route(String host, String path) {
        return Route.get(host::equals, path, request -> WebResponse.of(200, "text/plain", path));
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, /page, /page",
        "a.test, /page/, /page/",
        "a.test, /page/more, none",
        "a.test, /below/one, /below/*",
        "a.test, /below/, /below/*",
        "a.test, /below/one/two, none",
        "a.test, /below, none",
        "b.test, /below/one, /below/one",
        "b.test, /below/two, none",
        "c.test, /Any/case.xml, /Any/case.xml",
        "c.test, /aNY/Case.XML, /Any/case.xml",
        "c.test, /ANY/BELOW/One, /any/below/*",
        "a.test, /any/case.xml, none",
        "a.test, /PAGE, none",
        "a.test, '', none",
        "a.test, *, none"
    })
    void whichIsTaken(String host, String path, String taken) {
        assertThat(ROUTER.find(host, path).map(Route::path).orElse("none")).isEqualTo(taken);
    }
}
