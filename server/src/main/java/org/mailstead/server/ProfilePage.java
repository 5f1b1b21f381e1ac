package org.mailstead.server;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.mailstead.certificates.Standing;
import org.mailstead.directory.Directory;
import org.mailstead.discovery.AppleProfile;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.discovery.ProfileSignature;
import org.mailstead.dns.DnsName;
import org.mailstead.server.config.Configuration;
import org.mailstead.web.Html;
import org.mailstead.web.Route;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.wire.TlsSetupException;

/**
 * Gives a device its profile by a link. Whoever opens the link sees a page first: programs that show what is behind a link, in chats and
 * mails, would use it up.
 */
public final class ProfilePage {
    private static final String PATH = "/profile/";
    private static final String POST = "POST";
    private static final int GONE = 410;

    private static final String STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:10vh auto;"
            + "padding:0 1.2rem;color:#222;background:#fff}button{font:inherit;padding:.7rem 1.4rem}"
            + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}}";

    private final Configuration configuration;
    private final Domains domains;
    private final Clock clock;
    private final ProfileLinks links;

    ProfilePage(Configuration configuration, Directory directory, Domains domains, Clock clock) {
        this.configuration = configuration;
        this.domains = domains;
        this.clock = clock;
        this.links = links(directory, clock);
    }

    /** All of one server seal with the same key. */
    private static ProfileLinks links(Directory directory, Clock clock) {
        return new ProfileLinks(directory.secrets().key("profile-links"), clock);
    }

    /**
     * A link to send to somebody.
     *
     * @param httpsPort of the server
     */
    public static String link(
            Configuration configuration, int httpsPort, Directory directory, ProfileLinks.Meant meant, Clock clock) {
        return TokenProviders.issuer(configuration, httpsPort)
                + PATH
                + links(directory, clock).make(meant);
    }

    Route route() {
        return new Route(
                WebPages.isThisHost(configuration.hostname()),
                PATH + Route.ANY,
                Map.of(Route.GET, this::show, POST, this::give),
                false,
                0);
    }

    private static String token(WebRequest request) {
        return request.path().substring(PATH.length());
    }

    private WebResponse show(WebRequest request) {
        var meant = links.look(token(request));
        if (meant.isEmpty()) return over();
        String page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Mail account</title>\n<style>"
                + STYLE + "</style>\n</head>\n<body>\n<h1>"
                + Html.escaped(meant.get().address()) + "</h1>\n"
                + "<p>Sets up this mail account on an iPhone, an iPad or a Mac. Open this page on the device itself.</p>\n"
                + "<form method=\"post\"><button>Get the profile</button></form>\n"
                + "<p>Then look in the settings for the profile that was downloaded, and install it. It asks for the password of"
                + " the account.</p>\n</body>\n</html>\n";
        return Html.page(200, page, STYLE, "'self'").with("Cache-Control", "no-store");
    }

    private WebResponse give(WebRequest request) {
        var profile = links.use(token(request)).flatMap(this::profile);
        return profile.map(content -> new WebResponse(
                        200,
                        AppleProfile.TYPE,
                        content,
                        Map.of(
                                "Cache-Control", "no-store",
                                "Content-Disposition", "attachment; filename=\"mail.mobileconfig\"")))
                .orElseGet(ProfilePage::over);
    }

    private static WebResponse over() {
        return WebResponse.sentence(
                GONE,
                "This link is over: it was used, or it is older than a day. Ask whoever gave it to you for another.");
    }

    private Optional<byte[]> profile(ProfileLinks.Meant meant) {
        String address = meant.address();
        return DnsName.parse(address.substring(address.lastIndexOf('@') + 1))
                .flatMap(domains::of)
                .flatMap(settings -> new AppleProfile(settings, address, meant.name(), meant.reading()).text())
                .map(text -> content(configuration, text, clock).content());
    }

    /** A profile as a file. */
    public record Made(byte[] content, boolean signed) {}

    /** Signed with the host's certificate, if that is of an authority and devices know such signatures. */
    public static Made content(Configuration configuration, String text, Clock clock) {
        try {
            var own = OwnCertificates.ofHost(configuration, clock);
            var signed = Standing.isSelfMade(own)
                    ? Optional.<byte[]>empty()
                    : ProfileSignature.sign(text, own.chain(), own.key());
            if (signed.isPresent()) return new Made(signed.get(), true);
        } catch (TlsSetupException e) {
            // There is none; devices take profiles that nobody has signed.
        }
        return new Made(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
