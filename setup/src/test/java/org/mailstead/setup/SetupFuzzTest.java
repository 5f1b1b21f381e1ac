package org.mailstead.setup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.web.WebResponse;

/** Whatever a browser sends: a page or a small refusal, in which nothing of it became markup, and nothing is done. */
class SetupFuzzTest {
    private static final List<String> WORDS = List.of(
            "address=",
            "device=",
            "program=",
            "protocol=pop3",
            "lang=de",
            "action=make",
            "action=sign-in",
            "label=",
            "seal=",
            "<mark>",
            "\"mark",
            "%",
            "%00",
            "&",
            "=",
            "@",
            "\ufeff",
            "xn--",
            ".");

    private final Visitor.Place place = new Visitor.Place();

    @Test
    void queriesAndForms() {
        var visitor = new Visitor(place);
        List<byte[]> seeds = List.of(
                "address=ann%40example.test&device=iphone&program=apple-phone&lang=de".getBytes(UTF_8),
                "address=j%C3%B6%40b%C3%BCcher.test&device=other&program=sender&protocol=pop3".getBytes(UTF_8),
                "seal=1.x&action=make&label=%3Cmark%3E&address=a@example.test&device=mac&program=thunderbird"
                        .getBytes(UTF_8),
                "number=7&since=1795852800&lang=en".getBytes(UTF_8));
        Mutator.run(81, 1_500, seeds, WORDS, bytes -> {
            String query = new String(bytes, ISO_8859_1);
            isPage(visitor.ask("GET", "/setup", query, new byte[0]));
            isPage(visitor.ask("POST", "/setup", null, bytes));
            isPage(visitor.ask("GET", "/setup/state", query, new byte[0]));
            isPage(visitor.ask("POST", "/setup/aaaa.AAAAAAAAAAAAAAAAAAAAAAAA", null, bytes));
        });
        assertThat(place.directory.appPasswords().of(place.ann.address())).isEmpty();
    }

    @Test
    void cookiesAndLinks() {
        var visitor = new Visitor(place);
        String session = place.ann.id().value() + ".1795856400.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        List<byte[]> seeds = List.of(
                session.getBytes(UTF_8), (place.ann.id().value() + ".AAAAAAAAAAAAAAAAAAAAAAAA").getBytes(UTF_8));
        Mutator.run(82, 1_500, seeds, WORDS, bytes -> {
            String text = new String(bytes, ISO_8859_1);
            visitor.cookies.put("__Host-mailstead-setup", text);
            visitor.cookies.put("__Host-mailstead-form", text);
            assertThat(Visitor.text(visitor.get("/setup"))).doesNotContain("signed in as");
            assertThat(visitor.ask("POST", "/setup/" + text.replace("/", ""), null, new byte[0])
                            .status())
                    .isEqualTo(410);
        });
    }

    private static void isPage(WebResponse answer) {
        assertThat(answer.status()).isIn(200, 303, 400, 403, 404, 410, 429);
        assertThat(Visitor.text(answer)).doesNotContain("<mark>").doesNotContain("\"mark");
        answer.headers().values().forEach(value -> assertThat(value).matches("[\\x20-\\x7e]*"));
    }
}
