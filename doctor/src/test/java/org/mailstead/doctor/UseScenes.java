package org.mailstead.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MadeUpSmtp;

/** Reading, sending, and what the person tells. */
final class UseScenes {
    private UseScenes() {}

    static List<Row> all() {
        return Stream.of(servers(), senders(), limits(), recipients(), reading(), domain())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> servers() {
        return List.of(
                new Row(
                        "D43",
                        "the program does not sign in to send",
                        scene -> scene.said = "530 5.7.57 Client not authenticated to send mail."),
                new Row("D43", "relaying denied before signing in", scene -> {
                    scene.said = "554 5.7.1 <bob@example.net>: Relay access denied";
                    scene.secret = Optional.empty();
                }),
                new Row("D44", "the access provider's server", scene -> {
                    scene.hosts.host("smtp.access.test").submission(new MadeUpSmtp());
                    scene.set = List.of(scene.imaps, Scene.server(Protocol.SMTP, "smtp.access.test", 587));
                    scene.symptoms = EnumSet.of(Symptom.CANNOT_SEND);
                }),
                new Row("D44", "what the access provider's server said", scene -> {
                    scene.hosts.host("smtp.access.test").submission(new MadeUpSmtp());
                    scene.set = List.of(scene.imaps, Scene.server(Protocol.SMTP, "smtp.access.test", 587));
                    scene.said = "554 5.7.1 <bob@example.net>: Relay access denied";
                }),
                new Row(
                        "D44",
                        "the right server, of which the program says so",
                        scene -> scene.smtp.says("RCPT", "554 5.7.1 Relay access denied")));
    }

    private static List<Row> senders() {
        return List.of(
                new Row(
                        "D45",
                        "an address that is not one's own",
                        scene -> scene.smtp.says(
                                "MAIL", "553 5.7.1 <ann@example.org>: Sender address rejected: not owned by user ann")),
                new Row(
                        "D45",
                        "Exchange says it later",
                        scene -> scene.said =
                                "554 5.2.252 SendAsDenied; ann@example.org not allowed to send as bob@example.org"),
                new Row(
                        "D46",
                        "a large message",
                        scene -> scene.said = "552 5.3.4 Message size exceeds fixed maximum message size (26214400)"));
    }

    private static List<Row> limits() {
        return List.of(
                new Row(
                        "D47",
                        "a full mailbox",
                        scene ->
                                scene.imap.secured("IMAP4rev1 AUTH=PLAIN QUOTA").quota(1000, 1000)),
                new Row("D47", "the server says so", scene -> scene.smtp.says("MAIL", "552 5.2.2 Mailbox over quota")),
                new Row(
                        "D48",
                        "too much at once",
                        scene -> scene.smtp.says(
                                "MAIL",
                                "432 4.3.2 Concurrent connections limit exceeded, sender thread limit exceeded")),
                new Row("D48", "a day's worth", scene -> scene.said = "550 5.4.5 Daily user sending limit exceeded."));
    }

    private static List<Row> recipients() {
        return List.of(
                new Row(
                        "D51",
                        "on a list",
                        scene -> scene.said =
                                "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org"),
                new Row(
                        "D51",
                        "DMARC",
                        scene -> scene.said =
                                "550 5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy"),
                new Row(
                        "D52",
                        "nobody of that name",
                        scene -> scene.said = "550 5.1.1 <bbo@example.net>: Recipient address rejected: User unknown"),
                new Row(
                        "D52",
                        "the other's mailbox is full",
                        scene -> scene.said =
                                "452 4.2.2 The email account that you tried to reach (bob@example.net) is over quota"));
    }

    private static List<Row> reading() {
        return List.of(
                new Row("D50", "twice in the folder", scene -> scene.symptoms = EnumSet.of(Symptom.SENT_COPIES)),
                new Row("D53", "an empty inbox", scene -> {
                    scene.imap.holds(0);
                    scene.symptoms = EnumSet.of(Symptom.CANNOT_RECEIVE);
                }),
                new Row(
                        "D54",
                        "less in the program than there is",
                        scene -> scene.symptoms = EnumSet.of(Symptom.MAIL_MISSING)),
                new Row(
                        "D57",
                        "old servers in the program",
                        scene -> scene.symptoms = EnumSet.of(Symptom.OTHER_SERVERS)));
    }

    private static List<Row> domain() {
        return List.of(
                new Row(
                        "D55",
                        "a web page in place of settings",
                        scene -> scene.finding = FindingMaker.doubting(
                                Doubt.Kind.TRAP,
                                "https://example.org/x.xml",
                                "an answer that is no settings, probably a web page")),
                new Row(
                        "D56",
                        "a place with the old provider",
                        scene -> scene.finding = FindingMaker.doubting(
                                Doubt.Kind.DISAGREES, "SRV records of example.org", "IMAP mail.old.test:993 SSL/TLS")),
                new Row("D58", "no MX record", scene -> {
                    scene.address = "ann@bare.org";
                    scene.hosts.record("bare.org A 192.0.2.200");
                }));
    }
}
