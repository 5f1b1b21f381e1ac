package org.mailstead.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mailstead.directory.Directory;
import org.mailstead.dns.DnsName;
import org.mailstead.server.config.Configuration;
import org.mailstead.web.Route;
import org.mailstead.web.Router;
import org.mailstead.web.WebResponse;
import org.mailstead.zone.ServedPolicy;

/** What is served over HTTP, and on which hosts. */
public final class WebPages {
    private WebPages() {}

    /** @param more what others serve */
    static Router of(Configuration configuration, Directory directory, List<Route> more) {
        var policy = policy(configuration);
        var start =
                new StartPage(configuration.hostname(), configuration.listen().ports());
        var all = new ArrayList<>(List.of(
                Route.get(
                        host -> isPolicyHost(host, directory),
                        ServedPolicy.PATH,
                        request -> WebResponse.of(200, "text/plain", policy.text())),
                Route.get(isThisHost(configuration.hostname()), "/", request -> start.response())));
        all.addAll(more);
        return new Router(all);
    }

    /** What all domains here ask of who brings mail. */
    public static ServedPolicy policy(Configuration configuration) {
        var web = configuration.web();
        DnsName host = DnsName.parse(configuration.hostname())
                .orElseThrow(() -> new Mistake("The setting hostname is \"" + configuration.hostname()
                        + "\", which is not a host name. Write this machine's full name, such as mail.example.org."));
        return new ServedPolicy(web.sts(), host, web.stsAge());
    }

    /** A host of which a domain here is served, by its name in ASCII. RFC 8461 §3.3. */
    private static boolean isPolicyHost(String host, Directory directory) {
        String label = ServedPolicy.HOST_LABEL + ".";
        if (!host.startsWith(label)) return false;
        return directory.hasDomain(host.substring(label.length()));
    }

    /** By its name, or by its address, as somebody types it who tries. */
    static Predicate<String> isThisHost(String hostname) {
        return host -> host.equalsIgnoreCase(hostname) || host.equals("localhost") || isAddress(host);
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
