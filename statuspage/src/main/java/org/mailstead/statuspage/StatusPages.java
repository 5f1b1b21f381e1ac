package org.mailstead.statuspage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.consulting.ExportPage;
import org.mailstead.consulting.Frame;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.Gateway;
import org.mailstead.gateway.Gateway.Status;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.gateway.NotNow;
import org.mailstead.gateway.PageLinks;
import org.mailstead.gateway.PageLinks.Entry;
import org.mailstead.gateway.Surroundings;
import org.mailstead.gateway.Trouble;
import org.mailstead.statuspage.Sessions.Session;
import org.mailstead.statuspage.SignIns.How;
import org.mailstead.statuspage.SignIns.SignIn;
import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.FormSeal;
import org.mailstead.web.Html;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.Route;
import org.mailstead.web.Router;
import org.mailstead.web.WebLimits;
import org.mailstead.web.WebPort;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.web.WebServer;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Permits;

/**
 * The page of a gateway that runs, for its person only: on the loopback, under its number and no name, since names can be made to lead here;
 * and for browsers that bring a link that is good once, since other people may be on the machine too. Works without a script.
 */
public final class StatusPages implements AutoCloseable {
    static final String ACCOUNT = "account";
    static final String HOW = "how";
    static final String PASSWORD = "password";
    static final String SIGN_IN = "sign-in";
    static final String GO = "go";
    private static final String STATE = "state";
    private static final String AGAIN = "again";

    private static final String HOST = "127.0.0.1";
    private static final String NAME = "status";
    private static final String POST = "POST";

    /** An address and a password, with their percent signs. */
    private static final int BODY_BYTES = 8 * 1024;

    /** A browser opens six, and there are two or three. */
    private static final Permits FEW = new Permits(40, 40);

    /** After a link that opens nothing: with all connections that there may be, nobody guesses one in a lifetime. */
    static final Duration AFTER_WRONG = Duration.ofSeconds(1);

    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_NOW = 503;

    private final Gateway gateway;
    private final GatewayFolder folder;
    private final Surroundings around;
    private final PageLinks links;
    private final Sessions sessions;
    private final SignIns signIns;
    private final WebServer server;
    private final int port;

    private StatusPages(int wanted, Gateway gateway, GatewayFolder folder, Surroundings around, PageLinks links)
            throws ListenException {
        this.gateway = gateway;
        this.folder = folder;
        this.around = around;
        this.links = links;
        sessions = new Sessions(around.clock(), around.random());
        signIns = new SignIns(folder, around, gateway::lookAgain);
        var route = new Route(
                HOST::equals, "/" + Route.ANY, Map.of(Route.GET, this::get, POST, this::post), true, BODY_BYTES);
        var bind = new InetSocketAddress(InetAddress.ofLiteral(HOST), wanted);
        server = WebServer.openPlain(
                new WebPort(NAME, "gateway run --page", bind, false, List.of()),
                FEW,
                new Router(List.of(route)),
                WebLimits.STANDARD);
        port = server.ports().getOrDefault(NAME, 0);
    }

    /**
     * Serves it from now on.
     *
     * @param port of it; 0 for any that is free
     * @param links that lead to it
     * @throws ListenException if the port cannot be opened
     */
    public static StatusPages open(
            int port, Gateway gateway, GatewayFolder folder, Surroundings around, PageLinks links)
            throws ListenException {
        var pages = new StatusPages(port, gateway, folder, around, links);
        links.opened(pages.port);
        return pages;
    }

    /** The one that is open. */
    public int port() {
        return port;
    }

    private static FormFields query(WebRequest request) {
        try {
            return FormFields.parse(request.query());
        } catch (FormFields.Malformed e) {
            return FormFields.of(Map.of());
        }
    }

    private static String last(WebRequest request) {
        return request.path().substring(1);
    }

    private WebResponse get(WebRequest request) throws IOException {
        // A browser that looks ahead would use the link up.
        String purpose = request.header("Sec-Purpose");
        if (purpose != null) return WebResponse.sentence(NOT_NOW, "Not before somebody asks for it.");
        String last = last(request);
        FormFields said = query(request);
        var language = Frame.language(said, request);
        Optional<Session> session = sessions.of(last, request.header("Cookie"));
        if (session.isPresent()) return page(session.get(), said, language);
        if (sessions.has(last) && said.find(AGAIN).isEmpty()) return bounce(request);
        return last.isEmpty() || sessions.has(last) ? stranger(language, "strange") : enter(last, language);
    }

    /**
     * Who comes from elsewhere, be it from the provider's page, brings no cookie. This page is ours, and who goes on from it brings it; it
     * gives away nothing.
     */
    private static WebResponse bounce(WebRequest request) {
        String query = request.query() == null ? "" : "?" + request.query();
        String there = Frame.with(request.path() + query, AGAIN, "1");
        var body =
                new HtmlBody().open("p").leaf("a", "Mailstead", "href", there).close();
        String refresh = "<meta http-equiv=\"refresh\" content=\"0;url=" + Html.escaped(there) + "\">";
        return Html.page(200, new Html.Document("en", "Mailstead", "", refresh + body), "'none'")
                .with("Cache-Control", "no-store");
    }

    private WebResponse enter(String code, Language language) {
        Optional<Entry> entry = links.take(code.strip().toLowerCase(Locale.ROOT));
        if (entry.isEmpty()) {
            try {
                around.pause().pause(AFTER_WRONG);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return stranger(language, "used");
        }
        Session session = sessions.begin(entry.get());
        return WebResponse.sentence(SEE_OTHER, "Go on at " + session.path())
                .with("Location", session.path())
                .with("Cache-Control", "no-store")
                .with("Set-Cookie", session.cookie());
    }

    private static WebResponse stranger(Language language, String key) {
        var wording = new Wording(language);
        var body = new HtmlBody()
                .leaf("h1", wording.get("title"))
                .leaf("p", wording.get(key), "class", "note")
                .leaf("p", wording.get("links"));
        return Frame.page(FORBIDDEN, language, "/", wording.get("title"), body);
    }

    private List<GatewayAccount> accounts(Session session) throws IOException {
        return folder.accounts().stream()
                .filter(each -> session.maySee(each.address()))
                .toList();
    }

    private Optional<GatewayAccount> account(Session session, FormFields said) throws IOException {
        String address = said.orEmpty(ACCOUNT);
        return accounts(session).stream()
                .filter(each -> each.address().equalsIgnoreCase(address))
                .findFirst();
    }

    private WebResponse page(Session session, FormFields said, Language language) throws IOException {
        Optional<ExportProgram> program = said.find(ExportPage.FOR).flatMap(Exports::of);
        Optional<GatewayAccount> account = account(session, said);
        if (program.isPresent() && account.isPresent())
            return export(session, account.get(), program.get(), said, language);
        Optional<String> asked = said.find(SIGN_IN).or(() -> said.find(GO));
        Optional<SignIn> signIn = asked.flatMap(signIns::find).filter(each -> session.maySee(each.address));
        if (signIn.isPresent()) return signIn(session, signIn.get(), asked.get(), said, language);
        return status(200, session, language, Optional.empty());
    }

    private WebResponse status(int code, Session session, Language language, Optional<String> wrong)
            throws IOException {
        var page = new StatusPage(language, session.path(), ZoneId.systemDefault());
        GatewaySettings settings = folder.settings();
        HtmlBody body = page.top(gateway.ports(), wrong);
        List<Status> known = gateway.status();
        for (GatewayAccount each : accounts(session)) {
            Optional<Status> status = known.stream()
                    .filter(one -> one.address().equals(each.address()))
                    .findFirst();
            if (status.isPresent()) page.account(body, each, status.get(), settings, programs(each));
        }
        return Frame.page(code, language, session.path(), new Wording(language).get("title"), body);
    }

    private List<String> programs(GatewayAccount account) {
        try {
            return Enrolment.programs(folder, account.address());
        } catch (IOException e) {
            // What is the matter with the vault stands above.
            return List.of();
        }
    }

    private WebResponse export(
            Session session, GatewayAccount account, ExportProgram program, FormFields said, Language language)
            throws IOException {
        var export = new ExportPage(language, program);
        var settings = folder.settings().forPrograms(account);
        if (said.find(ExportPage.FILE).isPresent())
            return export.file(settings, said.orEmpty(ExportPage.FILE))
                    .orElseGet(() -> WebResponse.sentence(NOT_FOUND, "There is nothing here."));
        var wording = new Wording(language);
        String path = Frame.with(session.path(), ACCOUNT, account.address());
        HtmlBody body = export.whole(settings, path, wording.get("back"))
                .leaf("p", wording.get("plain"), "class", "note")
                .leaf("p", wording.get("password.lost", ACCOUNT, account.address()), "class", "small");
        return Frame.page(
                200, language, Frame.with(path, ExportPage.FOR, program.word()), program.name(language), body);
    }

    private WebResponse signIn(Session session, SignIn signIn, String id, FormFields said, Language language) {
        if (said.find(STATE).isPresent())
            return WebResponse.of(
                            200,
                            "application/json",
                            "{\"rungs\":{},\"done\":" + signIn.outcome().isPresent() + "}")
                    .with("Cache-Control", "no-store");
        var page = new SignInPage(language, session.path());
        String here = Frame.with(session.path(), SIGN_IN, id);
        HtmlBody body = signIn.outcome().isPresent()
                ? page.outcome(signIn, signIn.outcome().get())
                : said.find(GO).isPresent() && signIn.page.isPresent()
                        ? page.onward(signIn.page.get())
                        : page.waiting(signIn, Frame.with(here, STATE, "1"));
        return Frame.page(200, language, here, new Wording(language).get("title"), body);
    }

    private WebResponse post(WebRequest request) throws IOException {
        Optional<Session> session = sessions.of(last(request), request.header("Cookie"));
        // Without a cookie no form of another page gets here; newer browsers say it themselves too.
        if (session.isEmpty() || FormSeal.isFromElsewhere(request))
            return stranger(Language.accepted(request.header("Accept-Language")), "strange");
        FormFields typed;
        try {
            typed = FormFields.parse(request.body());
        } catch (FormFields.Malformed e) {
            return WebResponse.sentence(BAD_REQUEST, "This form cannot be understood.");
        }
        return begin(session.get(), typed, Frame.language(typed, request));
    }

    private WebResponse begin(Session session, FormFields typed, Language language) throws IOException {
        var wording = new Wording(language);
        Optional<GatewayAccount> account = account(session, typed);
        if (account.isEmpty()) return status(NOT_FOUND, session, language, Optional.of(wording.get("wrong.gone")));
        boolean tampered = gateway.status().stream()
                .filter(each -> each.address().equals(account.get().address()))
                .flatMap(each -> each.trouble().stream())
                .anyMatch(each -> each.kind() == Trouble.Kind.TAMPERED);
        // Its servers are not to be shown anything.
        if (tampered) return status(FORBIDDEN, session, language, Optional.of(wording.get("wrong.tampered")));
        How how = account.get().oauth().isEmpty()
                ? How.PASSWORD
                : typed.orEmpty(HOW).equals(word(How.CODE)) ? How.CODE : How.BROWSER;
        String password = typed.orEmpty(PASSWORD);
        if (how == How.PASSWORD && password.isBlank())
            return status(BAD_REQUEST, session, language, Optional.of(wording.get("wrong.password")));
        try {
            String id = signIns.begin(account.get(), how, password, each -> back(session, each, language));
            String there = Frame.with(session.path(), how == How.BROWSER ? GO : SIGN_IN, id);
            return WebResponse.sentence(SEE_OTHER, "Go on at " + session.path())
                    .with("Location", Frame.in(there, language))
                    .with("Cache-Control", "no-store");
        } catch (NotNow e) {
            return status(
                    BAD_REQUEST, session, language, Optional.of(e.trouble().words()));
        }
    }

    private URI back(Session session, String signIn, Language language) {
        return URI.create(
                "http://" + HOST + ":" + port + Frame.in(Frame.with(session.path(), SIGN_IN, signIn), language));
    }

    static String word(How how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        links.close();
        signIns.close();
        server.close();
    }
}
