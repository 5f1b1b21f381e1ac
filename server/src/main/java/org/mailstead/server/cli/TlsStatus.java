package org.mailstead.server.cli;

import java.time.Clock;
import java.util.List;
import org.mailstead.certificates.Standing;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Shows the certificate of every name by which clients come.",
            "Who issued it, until when it is good, and what was wrong at the last try. Ends with 1 if a certificate has ended or could not be got."
        },
        footer = {"", "Example:", "  mailstead tls status"})
final class TlsStatus extends OnDirectory {
    TlsStatus(Program program) {
        super(program);
    }

    @Override
    int work(Desk desk) {
        List<Standing> all = desk.certificates().standings().get();
        var text = new CertificateText(desk.clock().instant());
        if (json())
            desk.say(Json.line(json -> {
                json.writeStartArray();
                all.forEach(each -> text.write(json, each));
                json.writeEndArray();
            }));
        else {
            all.forEach(each -> desk.say(text.line(each)));
            desk.say(text.files(desk.configuration().get().tls()));
        }
        return all.stream().anyMatch(text::isBad) ? 1 : 0;
    }

    /** @return the code with which the program ends */
    static int tell(Desk desk, Clock clock, boolean json, Standing standing) {
        var text = new CertificateText(clock.instant());
        desk.say(json ? Json.line(out -> text.write(out, standing)) : text.line(standing));
        return standing.trouble().isEmpty() ? 0 : 1;
    }

    @Override
    void run(Desk desk) {
        work(desk);
    }
}
