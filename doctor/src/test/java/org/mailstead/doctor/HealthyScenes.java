package org.mailstead.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.ladder.Credential;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.Personalities;

/** Servers with which nothing is wrong, however they differ. */
final class HealthyScenes {
    private HealthyScenes() {}

    static List<Row> all() {
        return Stream.of(known(), words(), ports(), secrets())
                .flatMap(List::stream)
                .toList();
    }

    private static Row imap(String name, MadeUpImap server) {
        return new Row("", name, scene -> {
            scene.host().imaps(server.accounts(scene.accounts));
            only(scene, scene.imaps);
        });
    }

    private static Row pop3(String name, MadeUpPop3 server) {
        return new Row("", name, scene -> {
            scene.host().pop3s(server.accounts(scene.accounts));
            only(scene, Scene.server(Protocol.POP3, Scene.HOST, 995));
        });
    }

    private static Row smtp(String name, MadeUpSmtp server) {
        return new Row("", name, scene -> {
            scene.host().submission(server.accounts(scene.accounts));
            only(scene, scene.submission);
        });
    }

    private static void only(Scene scene, MailServer... servers) {
        scene.set = List.of(servers);
        scene.right = scene.set;
    }

    private static List<Row> known() {
        return List.of(
                imap("Dovecot", Personalities.dovecotImap()),
                imap("Courier", Personalities.courierImap()),
                imap("Cyrus", Personalities.cyrusImap()),
                imap("like Google's", Personalities.gmailImap()),
                imap("like Apple's", Personalities.icloudImap()),
                pop3("Dovecot, POP3", Personalities.dovecotPop3()),
                pop3("Courier, POP3", Personalities.courierPop3()),
                pop3("Cyrus, POP3", Personalities.cyrusPop3()),
                smtp("Postfix", Personalities.postfix()),
                smtp("sends like Google's", Personalities.gmailSmtp()),
                smtp("sends like Apple's", Personalities.icloudSmtp()));
    }

    private static List<Row> words() {
        return List.of(
                imap(
                        "greets with words that could frighten",
                        new MadeUpImap().greets("* OK error-free blocked-list server, try again")),
                imap("greets with capabilities", new MadeUpImap().greets("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi")),
                imap(
                        "offers everything",
                        new MadeUpImap()
                                .secured(
                                        "IMAP4rev2 IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE SORT THREAD=REFS NAMESPACE QUOTA UIDPLUS"
                                                + " AUTH=PLAIN AUTH=LOGIN AUTH=SCRAM-SHA-256 AUTH=XOAUTH2 AUTH=GSSAPI")),
                imap("offers IMAP's own command only", new MadeUpImap().secured("IMAP4rev1")),
                imap("an empty new mailbox", new MadeUpImap().holds(0)),
                imap(
                        "nearly full",
                        new MadeUpImap().secured("IMAP4rev1 AUTH=PLAIN QUOTA").quota(999, 1000)),
                imap(
                        "a quota of nothing, which means none",
                        new MadeUpImap().secured("IMAP4rev1 AUTH=PLAIN QUOTA").quota(0, 0)),
                smtp(
                        "greets in three lines",
                        new MadeUpSmtp().greets("220-mail.test ESMTP\n220-No spam, or be blocked\n220 ready")),
                smtp(
                        "offers twenty things",
                        new MadeUpSmtp()
                                .secured(
                                        "SIZE",
                                        "8BITMIME",
                                        "PIPELINING",
                                        "CHUNKING",
                                        "SMTPUTF8",
                                        "DSN",
                                        "ENHANCEDSTATUSCODES",
                                        "VRFY",
                                        "ETRN",
                                        "HELP",
                                        "X-ANONYMOUSTLS",
                                        "BINARYMIME",
                                        "DELIVERBY",
                                        "AUTH PLAIN LOGIN XOAUTH2",
                                        "AUTH=LOGIN")),
                smtp("offers LOGIN only", new MadeUpSmtp().secured("AUTH LOGIN")));
    }

    private static List<Row> ports() {
        return List.of(
                new Row("", "TLS 1.2 only", scene -> scene.host().tls("TLSv1.2")),
                new Row("", "TLS 1.3 only", scene -> scene.host().tls("TLSv1.3")),
                new Row("", "IPv6 beside IPv4", scene -> scene.host().address("2001:db8::7")),
                new Row(
                        "",
                        "IPv6 alone",
                        scene -> scene.host().address("2001:db8::7").withoutIpv4()),
                new Row("", "587 only", scene -> scene.host().refuses(465).refuses(25)),
                new Row("", "all others swallowed", scene -> {
                    scene.host()
                            .swallows(143)
                            .swallows(110)
                            .swallows(995)
                            .swallows(465)
                            .swallows(25)
                            .swallows(2525);
                }),
                new Row("", "465 only", scene -> {
                    scene.host().refuses(587);
                    only(scene, scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 465));
                }),
                new Row(
                        "",
                        "STARTTLS on 143",
                        scene -> only(scene, Scene.server(Protocol.IMAP, Scene.HOST, 143), scene.submission)),
                new Row("", "port 2525", scene -> {
                    scene.host().port(2525, scene.smtp);
                    only(scene, scene.imaps, Scene.server(Protocol.SMTP, Scene.HOST, 2525));
                }),
                new Row(
                        "",
                        "a star in the certificate",
                        scene -> scene.host().shows(scene.hosts.authority().of("*.example.org", "example.org"))),
                new Row("", "seen from elsewhere too", scene -> {
                    var shown = scene.hosts.authority().of(Scene.HOST);
                    scene.host().shows(shown);
                    scene.elsewhere().shows(shown);
                }));
    }

    private static List<Row> secrets() {
        return List.of(
                new Row("", "a bridge on this computer with a certificate of its own", scene -> {
                    scene.usable = _ -> true;
                    scene.whole(
                            scene.hosts.host("bridge.test").address("127.0.0.1").port(1143, scene.imap));
                    scene.hosts
                            .host("bridge.test")
                            .shows(scene.hosts.authority().selfSigned("127.0.0.1"));
                    only(scene, Scene.server(Protocol.IMAP, "127.0.0.1", 1143));
                }),
                new Row("", "a bridge on this computer without encryption", scene -> {
                    scene.usable = _ -> true;
                    scene.imap.plain("IMAP4rev1 AUTH=PLAIN").open();
                    scene.hosts.host("bridge.test").address("127.0.0.1").port(1143, scene.imap);
                    only(scene, Scene.server(Protocol.IMAP, "127.0.0.1", 1143, Security.NONE));
                }),
                new Row("", "a domain that only the firm's network knows", scene -> {
                    scene.address = "ann@firm.internal";
                    scene.right = List.of();
                    scene.accounts.let("ann@firm.internal", Scene.PASSWORD);
                }),
                new Row("", "nobody signs in", scene -> scene.secret = Optional.empty()),
                new Row("", "a token", scene -> {
                    scene.secret = Optional.of(new Credential.Token("t0ken"));
                    scene.accounts.let(Scene.ANN, "t0ken");
                    scene.imap.secured("IMAP4rev1 AUTH=XOAUTH2 SASL-IR");
                    scene.smtp.secured("AUTH XOAUTH2");
                }),
                new Row("", "an app password at Google", scene -> {
                    scene.of("google").password("abcd efgh ijkl mnop");
                    scene.set.forEach(server -> scene.accounts.let(server.user(), "abcd efgh ijkl mnop"));
                }),
                new Row("", "Microsoft, where nobody signs in", scene -> {
                    scene.of("microsoft-365");
                    scene.secret = Optional.empty();
                }),
                new Row("", "a password with an umlaut", scene -> {
                    scene.password("pässwort7");
                    scene.accounts.let(Scene.ANN, "pässwort7");
                }),
                new Row("", "local part as user name", scene -> {
                    scene.accounts.let("ann", Scene.PASSWORD);
                    var imap = scene.imaps;
                    only(scene, new MailServer(imap.protocol(), imap.host(), imap.port(), imap.security(), "ann"));
                }));
    }
}
