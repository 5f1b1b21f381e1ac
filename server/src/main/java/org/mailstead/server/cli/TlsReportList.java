package org.mailstead.server.cli;

import java.util.List;
import org.mailstead.reports.ReceivedTls.Told;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "reports",
        description = {
            "Shows what other servers report (TLS-RPT) of their connections to our domains: how many were as safe as the",
            "domain demands, and what was wrong with the others."
        },
        footer = {"", "Example:", "  mailstead tls reports example.org"})
final class TlsReportList extends OnDirectory {
    @Mixin
    private ReportOptions about = new ReportOptions();

    TlsReportList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        List<Told> told = desk.received().tls().known(about.from(desk), about.to(desk)).stream()
                .filter(each -> about.wants(each.policy().domain()))
                .toList();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                told.forEach(each -> write(json, each));
                json.writeEndArray();
            }));
            return;
        }
        if (told.isEmpty()) desk.say(about.none("TLS", "rua=mailto:tls-reports@DOMAIN in _smtp._tls.DOMAIN"));
        told.forEach(each -> tell(desk, each));
    }

    private static void write(JsonGenerator json, Told told) {
        json.writeStartObject();
        json.writeStringProperty("day", told.day().toString());
        json.writeStringProperty("domain", told.policy().domain());
        json.writeStringProperty("reporter", told.organization());
        json.writeBooleanProperty("proved", told.proved());
        json.writeStringProperty("policy", told.policy().type());
        json.writeNumberProperty("good", told.policy().good());
        json.writeNumberProperty("bad", told.policy().bad());
        json.writeArrayPropertyStart("failures");
        for (var each : told.policy().failures()) {
            json.writeStartObject();
            json.writeStringProperty("type", each.type());
            json.writeStringProperty("host", each.host());
            json.writeNumberProperty("sessions", each.sessions());
            json.writeStringProperty("reason", each.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void tell(Desk desk, Told told) {
        var policy = told.policy();
        desk.say(told.day() + "  " + policy.domain() + "  " + told.organization() + (told.proved() ? "" : " (?)") + ", "
                + policy(policy.type()) + ": " + policy.good() + " good, " + policy.bad() + " bad");
        for (var each : policy.failures())
            desk.say("    " + each.sessions() + " times " + each.type()
                    + (each.host().isEmpty() ? "" : " at " + each.host())
                    + (each.reason().isEmpty() ? "" : " (" + each.reason() + ")") + meaning(each.type()));
    }

    private static String policy(String type) {
        return switch (type) {
            case "sts" -> "MTA-STS";
            case "tlsa" -> "DANE";
            default -> "no policy";
        };
    }

    /** RFC 8460 §4.3. */
    private static String meaning(String type) {
        return switch (type) {
            case "starttls-not-supported" -> ": something between them and this server strips STARTTLS";
            case "certificate-host-mismatch" -> ": the certificate is not for the name in the MX record";
            case "certificate-expired" -> ": renew the certificate";
            case "certificate-not-trusted" -> ": the certificate is of nobody they know, or its chain is not whole";
            case "tlsa-invalid" -> ": the TLSA record does not fit the certificate, see DANE";
            case "dnssec-invalid", "dane-required" -> ": the DNS of the domain does not prove itself (DNSSEC)";
            case "sts-policy-fetch-error", "sts-policy-invalid", "sts-webpki-invalid" ->
                ": the policy at https://mta-sts.DOMAIN/.well-known/mta-sts.txt cannot be read";
            default -> "";
        };
    }
}
