package org.mailstead.doctor;

import java.util.List;
import java.util.stream.Stream;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Hello;
import org.mailstead.testkit.Hello.Reaction;
import org.mailstead.testkit.HostAuthority;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpSmtp;

/** First words, TLS and certificates. */
final class TlsScenes {
    private TlsScenes() {}

    static List<Row> all() {
        return Stream.of(begin(), protocol(), removed(), handshakes(), names(), dates())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> begin() {
        return List.of(
                new Row(
                        "D12",
                        "SSL/TLS on 587",
                        scene -> scene.set =
                                List.of(scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 587, Security.TLS))),
                new Row(
                        "D12",
                        "SSL/TLS on 143",
                        scene -> scene.set =
                                List.of(Scene.server(Protocol.IMAP, Scene.HOST, 143, Security.TLS), scene.submission)),
                new Row(
                        "D12",
                        "no encryption on 110",
                        scene -> scene.set =
                                List.of(Scene.server(Protocol.POP3, Scene.HOST, 110, Security.NONE), scene.submission)),
                new Row(
                        "D13",
                        "STARTTLS on 993",
                        scene -> scene.set = List.of(
                                Scene.server(Protocol.IMAP, Scene.HOST, 993, Security.STARTTLS), scene.submission)),
                new Row(
                        "D13",
                        "no encryption on 465",
                        scene -> scene.set =
                                List.of(scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 465, Security.NONE))));
    }

    private static List<Row> protocol() {
        return List.of(
                new Row(
                        "D15",
                        "IMAP on the port of POP3",
                        scene -> scene.set = List.of(Scene.server(Protocol.IMAP, Scene.HOST, 995), scene.submission)),
                new Row(
                        "D15",
                        "POP3 on the port of IMAP",
                        scene -> scene.set = List.of(Scene.server(Protocol.POP3, Scene.HOST, 143), scene.submission)),
                new Row("D15", "a web server", scene -> {
                    scene.host().port(8080, Scene.page("HTTP/1.0 400 Bad Request", ""));
                    scene.host().port(8080, caller -> caller.say("HTTP/1.1 400 Bad Request"));
                    scene.set =
                            List.of(Scene.server(Protocol.IMAP, Scene.HOST, 8080, Security.STARTTLS), scene.submission);
                }));
    }

    private static List<Row> removed() {
        return List.of(
                new Row("D16", "STARTTLS taken out here", scene -> {
                    scene.elsewhere();
                    scene.host().submission(new MadeUpSmtp().plain("SIZE 1000"));
                }),
                new Row(
                        "D16",
                        "STARTTLS written over",
                        scene -> scene.host().submission(new MadeUpSmtp().plain("SIZE 1000", "XXXXXXXA"))),
                new Row(
                        "D17",
                        "a server with TLS 1.1 only",
                        scene -> scene.host().tls("TLSv1.1")),
                new Row(
                        "D17",
                        "a server that hangs up on TLS",
                        scene -> scene.host().port(993, caller -> caller.hear(5))),
                new Row("D23", "passwords in clear only", scene -> {
                    scene.host()
                            .refuses(993)
                            .imap(new MadeUpImap().plain("IMAP4rev1 AUTH=PLAIN").open());
                    scene.set = List.of(Scene.server(Protocol.IMAP, Scene.HOST, 143), scene.submission);
                    scene.right = List.of();
                }));
    }

    /** @param no versions that are broken off where they are offered */
    private static Hello.Doorkeeper without(Reaction reaction, String... no) {
        return hello -> hello.versions().containsAll(List.of(no)) ? reaction : Reaction.GOES_ON;
    }

    private static Hello.Doorkeeper nameless(Reaction reaction) {
        return hello -> hello.name().isPresent() ? reaction : Reaction.GOES_ON;
    }

    private static List<Row> handshakes() {
        return List.of(
                new Row(
                        "D17",
                        "a server that hangs up on TLS 1.3",
                        scene -> scene.host().tls(without(Reaction.HANGS_UP, "TLSv1.3"))),
                new Row(
                        "D17",
                        "a server that bears no offer of TLS 1.3",
                        scene -> scene.host().tls(without(Reaction.KNOWS_NO_SUCH_VERSION, "TLSv1.3"))),
                new Row(
                        "D17",
                        "a server that hangs up on TLS 1.2",
                        scene -> scene.host().tls(without(Reaction.HANGS_UP, "TLSv1.2"))),
                new Row(
                        "D42",
                        "a server that takes each version alone",
                        scene -> scene.host().tls(without(Reaction.HANGS_UP, "TLSv1.2", "TLSv1.3"))),
                new Row("D07", "something here that hangs up on TLS 1.3", scene -> {
                    scene.elsewhere();
                    scene.host().tls(without(Reaction.HANGS_UP, "TLSv1.3"));
                }),
                new Row(
                        "D07",
                        "something that hangs up on the name",
                        scene -> scene.host().tls(nameless(Reaction.HANGS_UP))),
                new Row("D18", "a server that knows itself by another name only", scene -> {
                    scene.host()
                            .shows(scene.hosts.authority().of("mail.hoster.test"))
                            .tls(nameless(Reaction.KNOWS_NO_SUCH_NAME));
                    scene.right = List.of();
                }),
                new Row(
                        "D06",
                        "a server that knows no name at all",
                        scene -> scene.host().tls(_ -> Reaction.KNOWS_NO_SUCH_NAME)));
    }

    private static List<Row> names() {
        return List.of(
                new Row("D18", "a certificate for the hoster's name", scene -> {
                    scene.host().shows(scene.hosts.authority().of("mail.hoster.test", "*.hoster.test"));
                    scene.right = List.of();
                }),
                new Row("D18", "a certificate for the right name", scene -> {
                    scene.whole(scene.hosts.host("imap.example.org"));
                    scene.hosts
                            .host("imap.example.org")
                            .shows(scene.hosts.authority().of(Scene.HOST));
                    scene.set = List.of(Scene.server(Protocol.IMAP, "imap.example.org", 993), scene.submission);
                }),
                new Row(
                        "D19",
                        "a certificate signed by itself",
                        scene -> scene.host().shows(scene.hosts.authority().selfSigned(Scene.HOST))),
                new Row("D19", "the same from elsewhere", scene -> {
                    var shown = scene.hosts.authority().selfSigned(Scene.HOST);
                    scene.host().shows(shown);
                    scene.elsewhere().shows(shown);
                }),
                new Row(
                        "D20",
                        "a virus scanner's certificate",
                        scene -> scene.host()
                                .shows(new HostAuthority("Avast Web/Mail Shield", scene.clock.instant())
                                        .of(Scene.HOST))),
                new Row("D20", "another certificate than elsewhere", scene -> {
                    scene.elsewhere();
                    scene.host().shows(new HostAuthority("Big Company", scene.clock.instant()).of(Scene.HOST));
                }));
    }

    private static List<Row> dates() {
        return List.of(
                new Row(
                        "D21",
                        "a certificate of yesterday",
                        scene -> scene.host().shows(scene.hosts.authority().expired(Scene.HOST))),
                new Row(
                        "D21",
                        "a certificate of tomorrow",
                        scene -> scene.host().shows(scene.hosts.authority().notYet(Scene.HOST))),
                new Row(
                        "D22",
                        "without the one between",
                        scene -> scene.host().shows(scene.hosts.authority().incomplete(Scene.HOST))));
    }
}
