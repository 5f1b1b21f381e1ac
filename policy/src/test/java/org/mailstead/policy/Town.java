package org.mailstead.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.message.Spool;
import org.mailstead.smtp.SmtpAddress;

/** A world of domains, and clients from it. */
final class Town {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
    static final String HOST = "mx.receiver.test";

    static final String ZONE = """
            10.2.0.192.in-addr.arpa  PTR mail.sender.test
            mail.sender.test         A   192.0.2.10
            sender.test              TXT "v=spf1 a:mail.sender.test exp=why.sender.test -all"
            why.sender.test          TXT "ask postmaster@sender.test"
            soft.test                TXT "v=spf1 ~all"
            down.test                *   !timeout
            11.2.0.192.in-addr.arpa  PTR liar.test
            liar.test                A   192.0.2.99
            12.2.0.192.in-addr.arpa  *   !timeout
            _dmarc.strict.test       TXT "v=DMARC1; p=reject"
            _dmarc.mild.test         TXT "v=DMARC1; p=quarantine"
            _dmarc.watch.test        TXT "v=DMARC1; p=none"
            _dmarc.trying.test       TXT "v=DMARC1; p=reject; t=y"
            _dmarc.down.test         *   !timeout
            """;

    final ScriptedResolver dns = new ScriptedResolver(ZONE);

    Surroundings surroundings() {
        return new Surroundings(dns, CLOCK, HOST);
    }

    /** A mail from somebody, whose client said hello. */
    Facts mail(String client, String hello, String sender) {
        var facts = new Facts(surroundings(), InetAddress.ofLiteral(client));
        facts.hello(hello);
        facts.mail(Optional.empty(), address(sender));
        return facts;
    }

    /** The sender's address; empty for the null sender. */
    static Optional<SmtpAddress> address(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(new SmtpAddress(text.substring(0, at), text.substring(at + 1)));
    }

    static Spool message(String text) {
        var spool = new Spool(Path.of("."));
        try {
            spool.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            spool.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return spool;
    }
}
