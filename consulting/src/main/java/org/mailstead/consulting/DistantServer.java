package org.mailstead.consulting;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.Surroundings;
import org.mailstead.ladder.ViewJson;
import org.mailstead.tlspolicy.HttpAnswer;
import org.mailstead.tlspolicy.Https;
import org.mailstead.web.FormFields;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TimeLimit;

/** A server of ours that is asked what it sees. It learns the names of the servers and the domain, and nothing else. */
public final class DistantServer implements Elsewhere {
    /** Where it is asked. */
    public static final String PATH = "/doctor/view";

    static final String HOSTS = "hosts";
    static final String DOMAIN = "domain";
    static final String PASS = "pass";

    /** It looks for eight seconds and a half, and has to be reached. */
    private static final Duration LIMIT = Duration.ofMillis(11_500);

    /** Eight hosts with eight ports, each with a certificate for dozens of names, come to a few hundred KiB. */
    private static final int BYTES = 2 * 1024 * 1024;

    /** Of what it says in place of a view. */
    private static final int WORDS = 300;

    private final URI origin;
    private final Optional<String> pass;
    private final Supplier<Surroundings> around;

    private DistantServer(URI origin, Optional<String> pass, Supplier<Surroundings> around) {
        this.origin = origin;
        this.pass = pass;
        this.around = around;
    }

    /**
     * A server by its address: {@code https://mail.example.org}, or what stands on its page for those who are signed in there, which has a
     * pass behind a question mark.
     *
     * @param around for each question new ones, since their time and their questions are limited
     * @throws IllegalArgumentException if it is no such address, in words for people
     */
    public static DistantServer at(String url, Supplier<Surroundings> around) {
        try {
            URI uri = URI.create(url.strip());
            boolean named = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && DnsName.parse(uri.getHost()).isPresent();
            if (!named) throw new IllegalArgumentException("it does not begin with https:// and the name of a server");
            Optional<String> pass = FormFields.parse(uri.getRawQuery()).find(PASS);
            return new DistantServer(
                    new URI("https", null, uri.getHost(), uri.getPort(), null, null, null), pass, around);
        } catch (IllegalArgumentException | FormFields.Malformed | URISyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not the address of a server. Write it like https://mail.example.org.", e);
        }
    }

    @Override
    public Answer view(List<String> hosts, DnsName domain) {
        var names =
                hosts.stream().limit(Examiner.HOSTS).map(FormFields::encoded).collect(Collectors.joining("+"));
        var asked = URI.create(origin + PATH + "?" + DOMAIN + "=" + FormFields.encoded(domain.toString()) + "&" + HOSTS
                + "=" + names
                + pass.map(each -> "&" + PASS + "=" + FormFields.encoded(each)).orElse(""));
        var now = around.get();
        try (var time = new TimeLimit(now.way(), LIMIT)) {
            try {
                var https = new Https(now.resolver(), new Dialer(time), now.tls(), now.usable());
                return understood(https.fetch(asked, BYTES));
            } catch (IOException e) {
                return new Answer.Silent(time.words(e));
            }
        }
    }

    private static Answer understood(HttpAnswer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() != 200) return new Answer.Silent("it answers " + answer.status() + words(answer, text));
        return ViewJson.read(text)
                .<Answer>map(Answer.Seen::new)
                .orElse(new Answer.Silent("what it answers is no view of servers"));
    }

    /** Its own sentence, if it is one: pages of others are not for a terminal. */
    private static String words(HttpAnswer answer, String text) {
        if (!answer.mediaType().equals("text/plain")) return "";
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return ": " + (line.length() > WORDS ? line.substring(0, WORDS) : line);
    }
}
