package org.mailstead.server.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mailstead.server.Json;
import org.mailstead.server.cli.DemoPeople.Person;
import org.mailstead.server.config.MailPort;
import tools.jackson.core.JsonGenerator;

/** What the demonstration prints when it is ready: for people a card for each account, for scripts one line. */
record DemoCard(Map<MailPort, Integer> ports, List<Person> people) {
    private static final String ROW = "    %-22s %-12s %-7s %s%n";

    /** Cards printed; a thousand numbered users have the same settings. */
    private static final int CARDS = 2;

    String text() {
        var text = new StringBuilder(
                "\nMailstead is running, for this computer only. These are the settings for a mail program:\n");
        people.stream().limit(CARDS).forEach(person -> text.append(card(person)));
        if (people.size() > CARDS)
            text.append("\n  and %s to %s, password %s, with the same servers%n"
                    .formatted(
                            people.get(CARDS).address(),
                            people.getLast().address(),
                            people.getLast().password()));
        text.append("\n  What each program asks for, in its own words: https://%s:%d/setup%n"
                .formatted(Demo.HOST, port(MailPort.HTTPS)));
        return text.append("""

                          SSL/TLS is also called "TLS" or "implicit TLS". STARTTLS is sometimes called "TLS if available". Either will
                          do; where a program asks about authentication, choose "normal password". It will warn once
                          about the certificate, which was made here: accept it.

                        Everything is kept for the next start. Stop with Ctrl-C. What happens from now on:

                        """).toString();
    }

    private String card(Person person) {
        var card = new StringBuilder("\n  --- " + person.address() + " ")
                .append("-".repeat(80 - person.address().toString().length()));
        card.append("\n    Address      %s%n    User name    %s%n    Password     %s%n%n"
                .formatted(person.address(), person.address(), person.password()));
        card.append(ROW.formatted("", "Server", "Port", "Security"));
        both(card, "Receiving, IMAP", MailPort.IMAPS, MailPort.IMAP);
        both(card, "Receiving, POP3", MailPort.POP3S, MailPort.POP3);
        both(card, "Sending, SMTP", MailPort.SUBMISSIONS, MailPort.SUBMISSION);
        return card.toString();
    }

    private void both(StringBuilder card, String what, MailPort tls, MailPort startTls) {
        card.append(ROW.formatted(what, Demo.HOST, port(tls), "SSL/TLS"));
        card.append(ROW.formatted("  or", Demo.HOST, port(startTls), "STARTTLS"));
    }

    private int port(MailPort port) {
        return Objects.requireNonNull(ports.get(port));
    }

    String json(long pid) {
        return Json.object(json -> {
            json.writeArrayPropertyStart("accounts");
            for (var person : people) {
                json.writeStartObject();
                json.writeStringProperty("address", person.address().toString());
                json.writeStringProperty("password", person.password());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectPropertyStart("smtp");
            json.writeStringProperty("host", Demo.HOST);
            json.writeNumberProperty("mx", port(MailPort.SMTP));
            endpoints(json, MailPort.SUBMISSION, MailPort.SUBMISSIONS);
            json.writeObjectPropertyStart("imap");
            json.writeStringProperty("host", Demo.HOST);
            endpoints(json, MailPort.IMAP, MailPort.IMAPS);
            json.writeObjectPropertyStart("pop3");
            json.writeStringProperty("host", Demo.HOST);
            endpoints(json, MailPort.POP3, MailPort.POP3S);
            json.writeObjectPropertyStart("web");
            json.writeStringProperty("host", Demo.HOST);
            json.writeNumberProperty("http", port(MailPort.HTTP));
            json.writeNumberProperty("https", port(MailPort.HTTPS));
            json.writeEndObject();
            json.writeNumberProperty("pid", pid);
        });
    }

    private void endpoints(JsonGenerator json, MailPort startTls, MailPort tls) {
        json.writeNumberProperty("starttls", port(startTls));
        json.writeNumberProperty("tls", port(tls));
        json.writeEndObject();
    }
}
