package org.mailstead.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailstead.certificates.Standing;
import org.mailstead.server.config.Configuration;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsSetupException;
import tools.jackson.core.JsonGenerator;

/** Certificates in words. */
record CertificateText(Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    /**
     * Who can say how it stands, and change it.
     *
     * @param renew throws {@code Mistake} where no server runs
     */
    record Source(Supplier<java.util.List<Standing>> standings, Function<String, Standing> renew) {}

    /** Whether somebody has to do something: where nothing was tried nobody waits for it. */
    boolean isBad(Standing standing) {
        boolean ended = standing.certificate().isPresent()
                && !now.isBefore(standing.certificate().get().until());
        return ended || (standing.lastTry().isPresent() && !standing.trouble().isEmpty());
    }

    String line(Standing standing) {
        var text = new StringBuilder(standing.name()).append("\n    ");
        text.append(standing.certificate().map(this::certificate).orElse("no certificate of its own"));
        if (standing.certificate().isPresent())
            text.append(standing.source() == Standing.Source.FILES ? ", from tls.certificate" : ", by ACME");
        if (!standing.trouble().isEmpty()) text.append("\n    ").append(standing.trouble());
        standing.lastTry().ifPresent(time -> text.append("\n    last try ").append(TIME.format(time)));
        standing.next()
                .ifPresent(time -> text.append(standing.lastTry().isPresent() ? ", next " : "\n    next try ")
                        .append(time.isAfter(now) ? TIME.format(time) : "now"));
        return text.toString();
    }

    private String certificate(ServerCertificate certificate) {
        String issuer = Standing.isSelfMade(certificate)
                ? "made by this machine, which nobody else trusts"
                : "issued by " + certificate.own().getIssuerX500Principal().getName();
        Duration left = Duration.between(now, certificate.until());
        String until = left.isNegative()
                ? "ENDED at " + TIME.format(certificate.until())
                : "good until " + TIME.format(certificate.until()) + " ("
                        + (left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours") + ")";
        return until + ", " + issuer;
    }

    /** What clients are shown that come by no name, or by another. */
    String files(Configuration.Tls files) {
        try {
            var read = ServerCertificate.read(files.certificate(), files.key());
            boolean instead = files.acme().isPresent() && !files.chosen() && Standing.isSelfMade(read);
            return "clients that name none of these\n    "
                    + (instead ? "the certificate of this host, once there is one; until then: " : "")
                    + certificate(read) + ", " + files.certificate() + ", for " + String.join(", ", read.names());
        } catch (TlsSetupException e) {
            return "clients that name none of these\n    " + e.getMessage();
        }
    }

    void write(JsonGenerator json, Standing standing) {
        json.writeStartObject();
        json.writeStringProperty("name", standing.name());
        json.writeStringProperty(
                "source",
                switch (standing.source()) {
                    case FILES -> "files";
                    case ACME -> "acme";
                    case NONE -> "none";
                });
        json.writeBooleanProperty("good", standing.isGood(now));
        standing.certificate().ifPresent(certificate -> {
            json.writeStringProperty(
                    "issuer", certificate.own().getIssuerX500Principal().getName());
            json.writeStringProperty("from", certificate.from().toString());
            json.writeStringProperty("until", certificate.until().toString());
        });
        standing.lastTry().ifPresent(time -> json.writeStringProperty("lastTry", time.toString()));
        if (!standing.trouble().isEmpty()) json.writeStringProperty("trouble", standing.trouble());
        standing.next().ifPresent(time -> json.writeStringProperty("next", time.toString()));
        json.writeEndObject();
    }
}
