package org.mailstead.setup;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.dns.DnsName;
import org.mailstead.exports.AppleProfile;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.Route;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * Gives a device its profile by a link. Whoever opens the link sees a page first: programs that show what is behind a link, in chats and
 * mails, would use it up.
 */
public final class ProfilePage {
    public static final String PATH = "/profile/";

    private static final String POST = "POST";
    private static final int GONE = 410;

    private final Domains domains;
    private final ProfileLinks links;
    private final Function<String, byte[]> signed;

    /** @param signed a profile with the server's signature, if there can be one */
    public ProfilePage(Domains domains, ProfileLinks links, Function<String, byte[]> signed) {
        this.domains = domains;
        this.links = links;
        this.signed = signed;
    }

    /** @param hosts by which names this server is known to browsers */
    public Route route(Predicate<String> hosts) {
        return new Route(hosts, PATH + Route.ANY, Map.of(Route.GET, this::show, POST, this::give), false, 0);
    }

    private static String token(WebRequest request) {
        return request.path().substring(PATH.length());
    }

    private WebResponse show(WebRequest request) {
        var meant = links.look(token(request));
        if (meant.isEmpty()) return over(request);
        Choice choice = Choice.of(request);
        var wording = new Wording(choice.language());
        var body = new HtmlBody()
                .leaf("h1", meant.get().address())
                .leaf("p", wording.get("profile.text"))
                .open("form", "method", "post")
                .leaf("button", wording.get("get-profile"), "class", "yes")
                .close()
                .leaf("p", wording.get("profile.then"));
        return PageFrame.page(200, choice, request.path(), Optional.empty(), "", wording.get("title"), body);
    }

    private WebResponse give(WebRequest request) {
        return links.use(token(request))
                .flatMap(this::profile)
                .map(content -> new WebResponse(
                        200,
                        AppleProfile.TYPE,
                        content,
                        Map.of(
                                "Cache-Control", "no-store",
                                "Content-Disposition", "attachment; filename=\"mail.mobileconfig\"")))
                .orElseGet(() -> over(request));
    }

    private static WebResponse over(WebRequest request) {
        Choice choice = Choice.of(request);
        var wording = new Wording(choice.language());
        var body = new HtmlBody().leaf("h1", wording.get("invite.over")).leaf("p", wording.get("profile.over"));
        return PageFrame.page(GONE, choice, request.path(), Optional.empty(), "", wording.get("invite.over"), body);
    }

    private Optional<byte[]> profile(ProfileLinks.Meant meant) {
        String address = meant.address();
        return DnsName.parse(address.substring(address.lastIndexOf('@') + 1))
                .flatMap(domains::of)
                .flatMap(settings -> new AppleProfile(
                                settings.account(address, meant.name()), meant.reading(), settings.showsPassword())
                        .text())
                .map(signed);
    }
}
