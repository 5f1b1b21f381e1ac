package org.mailstead.consulting;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.Route;
import org.mailstead.web.Router;
import org.mailstead.web.Seal;
import org.mailstead.web.WebLimits;
import org.mailstead.web.WebPort;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.web.WebServer;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Permits;

/**
 * The pages on this machine, for its person only: on the loopback, under its number and no name, since names can be made to lead here; and
 * for the browser that brings the token first, since other people may be on the machine too.
 */
public final class LocalPages implements Gate, AutoCloseable {
    /** After which nobody is thought to come any more. */
    public static final Duration IDLE = Duration.ofHours(1);

    private static final String HOST = "127.0.0.1";
    private static final String TOKEN = "token";
    private static final int SECRET_BYTES = 16;
    private static final int KEY_BYTES = 32;

    /** A browser opens six, and there is one. */
    private static final Permits FEW = new Permits(40, 40);

    private static final int FORBIDDEN = 403;
    private static final int SEE_OTHER = 303;

    private final Clock clock;
    private final String address;
    private final String token;
    private final String session;
    private final WebServer server;
    private final int port;
    private boolean used;
    private volatile Instant last;

    /**
     * Opens them at once, on any free port.
     *
     * @param address that stands in the form at first; may be empty
     * @param random a secure one
     */
    public LocalPages(Examiner examiner, String address, Clock clock, RandomGenerator random) throws ListenException {
        this.clock = clock;
        this.address = address;
        token = drawn(random);
        session = drawn(random);
        last = clock.instant();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var pages = DoctorPages.onOwnMachine(
                this, examiner, new DoctorPages.Surroundings(new Seal(key), clock, random, _ -> Optional.empty()));
        var routes = Stream.concat(
                        Stream.of(Route.get(HOST::equals, "/", this::enter)), pages.routes(HOST::equals).stream())
                .map(Route::withoutTlsToo)
                .toList();
        var bind = new InetSocketAddress(InetAddress.ofLiteral(HOST), 0);
        server = WebServer.openPlain(
                new WebPort("doctor", "--web", bind, false, List.of()), FEW, new Router(routes), WebLimits.STANDARD);
        port = server.ports().getOrDefault("doctor", 0);
    }

    private static String drawn(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Lets one browser in, once. */
    public String url() {
        return "http://" + HOST + ":" + port + "/?" + TOKEN + "=" + token;
    }

    /** Whether nobody has been here for an hour. */
    public boolean isIdle() {
        return !clock.instant().isBefore(last.plus(IDLE));
    }

    private WebResponse enter(WebRequest request) {
        var there = WebResponse.sentence(SEE_OTHER, "Go on at " + DoctorPages.PATH)
                .with("Location", DoctorPages.PATH)
                .with("Cache-Control", "no-store");
        if (visitor(request).isPresent()) return there;
        if (!takes(request)) return stranger(request);
        // Cookies are those of all ports of a machine, so that the name has the port.
        return there.with("Set-Cookie", cookie() + "=" + session + "; Path=/; HttpOnly; SameSite=Strict");
    }

    private synchronized boolean takes(WebRequest request) {
        String said;
        try {
            said = FormFields.parse(request.query()).orEmpty(TOKEN);
        } catch (FormFields.Malformed e) {
            return false;
        }
        if (used || !isSame(said, token)) return false;
        used = true;
        return true;
    }

    private String cookie() {
        return "mailstead-doctor-" + port;
    }

    /** Takes as long whatever is wrong with it. */
    private static boolean isSame(String said, String secret) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> visitor(WebRequest request) {
        String header = request.header("Cookie");
        if (header == null) return Optional.empty();
        Matcher found = Pattern.compile("(?:^|;\\s*)" + cookie() + "=([0-9a-f]{32})(?:;|$)")
                .matcher(header);
        if (!found.find() || !isSame(found.group(1), session)) return Optional.empty();
        last = clock.instant();
        return Optional.of("this-machine");
    }

    @Override
    public WebResponse stranger(WebRequest request) {
        var language = Language.accepted(request.header("Accept-Language"));
        return WebResponse.sentence(FORBIDDEN, new Wording(language).get("local.used"));
    }

    @Override
    public String address(WebRequest request) {
        return address;
    }

    @Override
    public void close() {
        server.close();
    }
}
