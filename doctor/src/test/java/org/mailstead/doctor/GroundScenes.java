package org.mailstead.doctor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Caller;
import org.mailstead.testkit.MailHosts.Door;

/** Address, machine, names, connections. */
final class GroundScenes {
    private static final Outside.Beacon BEACON =
            new Outside.Beacon("http://beacon.test/open", "open\n".getBytes(StandardCharsets.US_ASCII));

    private GroundScenes() {}

    static List<Row> all() {
        return Stream.of(address(), machine(), names(), blocked(), answering())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> address() {
        return List.of(
                new Row(
                        "D01",
                        "a domain that does not exist, one letter off",
                        scene -> scene.address = "ann@gmial.com"),
                new Row("D01", "a domain with a letter of another script", scene -> {
                    scene.address = "ann@gm\u0430il.com";
                    scene.hosts.record("xn--gmil-63d.com MX 10 mx.xn--gmil-63d.com");
                }),
                new Row("D02", "a domain that does not exist", scene -> {
                    unknown(scene);
                    scene.address = "ann@nowhere-at-all.org";
                }),
                new Row("D02", "a domain that takes no mail", scene -> {
                    unknown(scene);
                    scene.address = "ann@silent.org";
                    scene.hosts.record("silent.org MX 0 .");
                }));
    }

    private static List<Row> machine() {
        return List.of(
                new Row("D03", "a network with a page of its own", scene -> {
                    captive(scene);
                    down(scene);
                }),
                new Row("", "a network that changes pages and lets all else through", scene -> {
                    captive(scene);
                    scene.symptoms = EnumSet.of(Symptom.WEB_PAGES_WORK);
                }),
                new Row("D04", "a clock three days behind", scene -> clock(scene, Duration.ofDays(3))),
                new Row("D04", "a clock a year ahead", scene -> clock(scene, Duration.ofDays(-365))));
    }

    private static List<Row> names() {
        return List.of(
                new Row("D05", "a name that only others find", scene -> {
                    scene.elsewhere();
                    scene.host().withoutIpv4();
                }),
                new Row("D05", "a DNS that does not answer", scene -> {
                    scene.host().withoutIpv4();
                    scene.hosts.record(Scene.HOST + " * !servfail");
                }),
                new Row(
                        "D05",
                        "a name that is led into the own network",
                        scene -> scene.host().address("192.168.1.1")),
                new Row(
                        "D06",
                        "a server that does not exist",
                        scene -> scene.set =
                                List.of(Scene.server(Protocol.IMAP, "imap.old.org", 993), scene.submission)));
    }

    private static List<Row> blocked() {
        return List.of(
                new Row("D07", "a firewall that swallows all of it", scene -> swallowed(scene)),
                new Row("D07", "a firewall, and all is well elsewhere", scene -> {
                    scene.elsewhere();
                    swallowed(scene);
                }),
                new Row("D07", "a firewall that refuses mail programs and lets browsers through", scene -> {
                    down(scene);
                    scene.symptoms = EnumSet.of(Symptom.WEB_PAGES_WORK);
                }),
                new Row("D07", "one port blocked here", scene -> {
                    scene.elsewhere();
                    scene.host().swallows(993);
                }),
                new Row("D08", "port 25, which the network blocks", scene -> {
                    scene.set = List.of(scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 25));
                    scene.host().swallows(25);
                }),
                new Row("D11", "refused here and open elsewhere", scene -> {
                    scene.elsewhere();
                    down(scene);
                }),
                new Row("D11", "cut off at once", scene -> {
                    scene.elsewhere();
                    scene.host().resets(993).resets(587);
                }),
                new Row(
                        "D11",
                        "a greeting that says so",
                        scene -> scene.imap.greets("* BYE Your address is blocked: too many failed logins")));
    }

    private static List<Row> answering() {
        return List.of(
                new Row("D09", "not a word", scene -> scene.host().port(993, Caller::waitForTheEnd)),
                new Row("D09", "nobody listens", scene -> down(scene)),
                new Row("D09", "nobody listens at another server than that of the web pages", scene -> {
                    down(scene);
                    scene.right = List.of();
                    scene.symptoms = EnumSet.of(Symptom.WEB_PAGES_WORK);
                }),
                new Row("D09", "nobody listens, from elsewhere neither", scene -> {
                    down(scene);
                    scene.elsewhere()
                            .refuses(993)
                            .refuses(143)
                            .refuses(995)
                            .refuses(110)
                            .refuses(465)
                            .refuses(587);
                }),
                new Row(
                        "D10",
                        "IPv6 that leads nowhere",
                        scene -> scene.host().address("2001:db8::1").overIpv6(new Door.Swallows())),
                new Row("D14", "port 465 where there is none", scene -> {
                    scene.set = List.of(scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 465));
                    scene.host().refuses(465);
                }),
                new Row("D14", "port 465 swallowed where there is none", scene -> {
                    scene.set = List.of(scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 465));
                    scene.host().swallows(465);
                }),
                new Row("D61", "a bridge on this computer that does not run", scene -> {
                    scene.usable = _ -> true;
                    scene.hosts.host("bridge.test").address("127.0.0.1");
                    scene.set = List.of(Scene.server(Protocol.IMAP, "127.0.0.1", 1143, Security.STARTTLS));
                    scene.right = scene.set;
                }),
                new Row(
                        "D60",
                        "a port that nobody listens on",
                        scene -> scene.set = List.of(
                                Scene.server(Protocol.IMAP, Scene.HOST, 1993, Security.TLS), scene.submission)));
    }

    private static void captive(Scene scene) {
        scene.beacon = Optional.of(BEACON);
        scene.hosts
                .host("beacon.test")
                .port(80, Scene.page("HTTP/1.0 302 Found\r\nLocation: http://login.hotel.test/", ""));
    }

    private static void clock(Scene scene, Duration behind) {
        scene.beacon = Optional.of(BEACON);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        scene.hosts.host("beacon.test").port(80, Scene.page("HTTP/1.0 200 OK\r\nDate: " + date, "open\n"));
        scene.clock = Clock.offset(Clock.systemUTC(), behind.negated());
    }

    private static void swallowed(Scene scene) {
        scene.host().overIpv4(new Door.Swallows());
    }

    private static void down(Scene scene) {
        scene.host().overIpv4(new Door.Refuses());
    }

    /** Nobody has servers for the address. */
    private static void unknown(Scene scene) {
        scene.set = List.of();
        scene.right = List.of();
    }
}
