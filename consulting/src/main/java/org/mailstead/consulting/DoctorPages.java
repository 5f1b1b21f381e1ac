package org.mailstead.consulting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.mailstead.consulting.Examinations.Limits;
import org.mailstead.consulting.Examinations.Wished;
import org.mailstead.doctor.ReportText;
import org.mailstead.exports.Exports;
import org.mailstead.exports.JsonText;
import org.mailstead.ladder.Rung;
import org.mailstead.settings.AccountSettings;
import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * The pages below {@code /doctor}: a form, the rungs while somebody waits, and what came of it. They work without a script. The password
 * comes in a form that is sent, and is in no page, no address and no file.
 */
public final class DoctorPages {
    public static final String PATH = "/doctor";

    static final String LANGUAGE = "lang";
    static final String LOG = "log";
    static final String STATE = "state";

    private static final String POST = "POST";

    /** What a program said, of four thousand characters, each of up to nine bytes with its percent signs, and the rest. */
    private static final int BODY_BYTES = 48 * 1024;

    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private final Gate gate;
    private final Examinations examinations;
    private final PageSeal seals;
    private final Function<String, Optional<String>> viewLink;
    private final Clock clock;

    /**
     * What differs between a command and a server, and in tests.
     *
     * @param seal of nothing else
     * @param random a secure one
     * @param viewLink for a visitor the address by which a machine elsewhere may ask for this server's view; empty if there is none
     */
    public record Surroundings(
            Seal seal, Clock clock, RandomGenerator random, Function<String, Optional<String>> viewLink) {}

    private DoctorPages(Gate gate, Examiner examiner, Limits limits, Surroundings around) {
        this.gate = gate;
        examinations = new Examinations(examiner, limits, around.clock(), around.random());
        seals = new PageSeal(around.seal(), around.clock());
        viewLink = around.viewLink();
        clock = around.clock();
    }

    /** For one person on their own machine. */
    public static DoctorPages onOwnMachine(Gate gate, Examiner examiner, Surroundings around) {
        return new DoctorPages(gate, examiner, new Limits(2, 2, 1000, 1000), around);
    }

    /**
     * For the people of a server: somebody who sets a program right looks a dozen times in an hour, and an examination has some sixty
     * connections to strangers.
     */
    public static DoctorPages onServer(Gate gate, Examiner examiner, Surroundings around) {
        return new DoctorPages(gate, examiner, new Limits(1, 4, 20, 200), around);
    }

    /** @param hosts by which names this server is known to browsers */
    public List<Route> routes(Predicate<String> hosts) {
        return List.of(
                new Route(hosts, PATH, Map.of(Route.GET, this::form, POST, this::begin), false, BODY_BYTES),
                Route.get(hosts, PATH + "/" + Route.ANY, this::examination));
    }

    private static FormFields query(WebRequest request) {
        try {
            return FormFields.parse(request.query());
        } catch (FormFields.Malformed e) {
            return FormFields.of(Map.of());
        }
    }

    private WebResponse form(WebRequest request) throws IOException {
        Optional<String> visitor = gate.visitor(request);
        if (visitor.isEmpty()) return gate.stranger(request);
        return form(
                200,
                visitor.get(),
                Frame.language(query(request), request),
                Form.empty(gate.address(request)),
                Optional.empty());
    }

    private WebResponse form(int status, String visitor, Language language, Form form, Optional<String> wrong) {
        var page = new FormPage(language, seals.make(visitor));
        var body = page.whole(form, wrong, viewLink.apply(visitor));
        return Frame.page(status, language, PATH, new Wording(language).get("title"), body);
    }

    private WebResponse begin(WebRequest request) throws IOException {
        Optional<String> visitor = gate.visitor(request);
        if (visitor.isEmpty()) return gate.stranger(request);
        FormFields typed;
        try {
            typed = FormFields.parse(request.body());
        } catch (FormFields.Malformed e) {
            return form(
                    BAD_REQUEST,
                    visitor.get(),
                    Frame.language(query(request), request),
                    Form.empty(""),
                    Optional.of("wrong.old"));
        }
        var language = Frame.language(typed, request);
        var form = Form.of(typed);
        if (FormSeal.isFromElsewhere(request) || !seals.holds(visitor.get(), typed.orEmpty(FormSeal.FIELD)))
            return form(FORBIDDEN, visitor.get(), language, form, Optional.of("wrong.old"));
        String password = typed.orEmpty(Form.PASSWORD);
        Optional<String> wrong = password.length() > Form.SECRET ? Optional.of("wrong.password") : form.wrong();
        if (wrong.isPresent()) return form(BAD_REQUEST, visitor.get(), language, form, wrong);
        return switch (examinations.begin(visitor.get(), form, password)) {
            case Wished.Begun(var id) ->
                WebResponse.sentence(SEE_OTHER, "Go on at " + PATH + "/" + id)
                        .with("Location", Frame.in(PATH + "/" + id, language));
            case Wished.Refused(var why) -> form(TOO_MANY, visitor.get(), language, form, Optional.of(why));
        };
    }

    private WebResponse examination(WebRequest request) throws IOException {
        Optional<String> visitor = gate.visitor(request);
        if (visitor.isEmpty()) return gate.stranger(request);
        var said = query(request);
        var language = Frame.language(said, request);
        var found = examinations.find(visitor.get(), request.path().substring(PATH.length() + 1));
        if (found.isEmpty())
            return form(
                    NOT_FOUND, visitor.get(), language, Form.empty(gate.address(request)), Optional.of("wrong.gone"));
        Examination examination = found.get();
        if (said.find(STATE).isPresent()) return state(examination, language);
        if (!examination.isOver()) return waiting(examination, language);
        var result = examination.result();
        if (result.isEmpty())
            return form(BAD_REQUEST, visitor.get(), language, examination.form(), Optional.of("wrong.failed"));
        return result(result.get(), examination, said, language, new FormPage(language, seals.make(visitor.get())));
    }

    private static String path(Examination examination) {
        return PATH + "/" + examination.id();
    }

    private WebResponse result(
            Examined examined, Examination examination, FormFields said, Language language, FormPage form) {
        String path = path(examination);
        if (said.find(LOG).isPresent())
            return ExportPage.download(
                    "mailstead-doctor.txt",
                    WebResponse.PLAIN,
                    ReportText.log(examined.report()).getBytes(StandardCharsets.UTF_8));
        var program = said.find(ExportPage.FOR).flatMap(Exports::of);
        Optional<AccountSettings> settings = examined.report().corrected();
        if (program.isPresent() && settings.isPresent()) {
            var export = new ExportPage(language, program.get());
            if (said.find(ExportPage.FILE).isPresent())
                return export.file(settings.get(), said.orEmpty(ExportPage.FILE))
                        .orElseGet(() -> WebResponse.sentence(NOT_FOUND, "There is nothing here."));
            String here = path + "?" + ExportPage.FOR + "=" + program.get().word();
            return Frame.page(
                    200,
                    language,
                    here,
                    program.get().name(language),
                    export.whole(settings.get(), path, new Wording(language).get("back")));
        }
        var body = new ResultPage(language, clock).whole(examined, path, form, examination.form());
        return Frame.page(200, language, path, new Wording(language).get("title"), body);
    }

    private WebResponse waiting(Examination examination, Language language) {
        var wording = new Wording(language);
        String address = examination.form().address();
        var body = new HtmlBody().leaf("h1", wording.get("waiting", "address", address));
        body.ours("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>");
        body.leaf("p", wording.get("waiting.what"));
        body.open(
                "div",
                "role",
                "status",
                "aria-live",
                "polite",
                "data-poll",
                Frame.in(path(examination) + "?" + STATE + "=1", language));
        new ResultPage(language, clock).rungs(body, examination.lights()::of);
        body.close();
        return Frame.page(200, language, path(examination), wording.get("title"), body);
    }

    /** What the waiting page asks for. */
    private WebResponse state(Examination examination, Language language) {
        var page = new ResultPage(language, clock);
        String json = JsonText.object(out -> {
            out.writeBooleanProperty("done", examination.isOver());
            out.writeObjectPropertyStart("rungs");
            for (Rung rung : Rung.values()) {
                var light = examination.lights().of(rung);
                out.writeArrayPropertyStart(ResultPage.word(rung));
                out.writeString(ResultPage.word(light));
                out.writeString(page.words(light));
                out.writeEndArray();
            }
            out.writeEndObject();
        });
        return WebResponse.of(200, "application/json", json).with("Cache-Control", "no-store");
    }
}
