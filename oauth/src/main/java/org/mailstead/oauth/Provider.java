package org.mailstead.oauth;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.ServerSecrets;
import org.mailstead.web.FormSeal;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebHandler;

/** Our own OAuth 2.1 provider: everything of it that is served over HTTPS. */
public final class Provider {
    static final String AUTHORIZE = "/oauth/authorize";
    static final String TOKEN = "/oauth/token";
    static final String REVOKE = "/oauth/revoke";
    static final String REGISTER = "/oauth/register";
    static final String DEVICE = "/oauth/device";
    static final String DEVICE_PAGE = "/device";

    private static final String POST = "POST";

    private final AuthorizePage authorizePage;
    private final DevicePage devicePage;
    private final TokenEndpoint tokens;
    private final DeviceEndpoint device;
    private final Clients clients;
    private final Metadata metadata;

    /** What differs between servers, and between tests. */
    public record Surroundings(BrowserSignIn people, Clock clock, RandomGenerator random) {}

    /**
     * @param issuer the beginning of this server's addresses for browsers, such as {@code https://mail.example.org}; asked with each
     *     request
     * @param secrets to seal what others keep for us
     */
    public Provider(Supplier<String> issuer, Grants grants, ServerSecrets secrets, Surroundings surroundings) {
        var clock = surroundings.clock();
        var random = surroundings.random();
        clients = new Clients(secrets.key("oauth-clients"));
        var codes = new AuthorizationCodes(grants, clock, random);
        var devices = new DeviceRequests(clock, random);
        var desk = new Desk(
                surroundings.people(), new FormSeal(new Seal(secrets.key("oauth-forms")), clock, random), issuer);
        authorizePage = new AuthorizePage(clients, codes, desk);
        devicePage = new DevicePage(devices, desk);
        tokens = new TokenEndpoint(clients, codes, devices, grants);
        device = new DeviceEndpoint(clients, devices, issuer);
        metadata = new Metadata(issuer);
    }

    /**
     * What a program has to know that cannot find it out or register.
     *
     * @param scope to read and send mail, and to go on doing so
     */
    public record OpenClient(String authorizationEndpoint, String tokenEndpoint, String scope, String clientId) {
        public static OpenClient of(String issuer) {
            return new OpenClient(issuer + AUTHORIZE, issuer + TOKEN, Scope.MAIL + " offline_access", Client.OPEN.id());
        }
    }

    /** @param hosts by which names this server is known to browsers */
    public List<Route> routes(Predicate<String> hosts) {
        return List.of(
                page(hosts, AUTHORIZE, authorizePage::show, authorizePage::decide),
                page(hosts, DEVICE_PAGE, devicePage::show, devicePage::go),
                post(hosts, TOKEN, tokens::tokens, TokenEndpoint.BODY_BYTES),
                post(hosts, REVOKE, tokens::revoke, TokenEndpoint.BODY_BYTES),
                post(hosts, DEVICE, device::begin, TokenEndpoint.BODY_BYTES),
                post(hosts, REGISTER, clients::answer, Clients.BODY_BYTES),
                Route.get(hosts, "/.well-known/oauth-authorization-server", _ -> metadata.answer()),
                Route.get(hosts, "/.well-known/openid-configuration", _ -> metadata.answer()));
    }

    private static Route page(Predicate<String> hosts, String path, WebHandler shown, WebHandler sent) {
        return new Route(hosts, path, Map.of(Route.GET, shown, POST, sent), false, TokenEndpoint.BODY_BYTES);
    }

    private static Route post(Predicate<String> hosts, String path, WebHandler handler, int bodyBytes) {
        return new Route(hosts, path, Map.of(POST, handler), false, bodyBytes);
    }
}
