package org.mailstead.oauth;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailstead.oauth.AuthorizationCodes.Bound;
import org.mailstead.oauth.Consent.Before;
import org.mailstead.oauth.Grant.Agreed;
import org.mailstead.texts.Language;
import org.mailstead.web.FormSeal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * Where a browser is sent by a program that wants in: somebody signs in and agrees, and the browser brings a code back. RFC 6749
 * §4.1.1, with PKCE by S256 always, and who we are in the answer (RFC 9207).
 */
final class AuthorizePage {
    /** Of what the program wants back unchanged; more than any sends. */
    static final int STATE_CHARACTERS = 4000;

    private static final int SEE_OTHER = 303;

    private final Clients clients;
    private final AuthorizationCodes codes;
    private final Desk desk;

    AuthorizePage(Clients clients, AuthorizationCodes codes, Desk desk) {
        this.clients = clients;
        this.codes = codes;
        this.desk = desk;
    }

    /** Who asks, and where the answer goes: known before anything else, since errors go there too. */
    private record Asking(Client client, RedirectUri redirect, Parameters parameters) {
        String program() {
            return client.program(redirect);
        }

        String state() {
            return parameters.orEmpty("state");
        }

        String challenge() {
            return parameters.orEmpty("code_challenge");
        }

        /** All that must be the same when the form comes back. */
        String about() {
            return String.join(
                    "\n",
                    "authorize",
                    client.id(),
                    redirect.toString(),
                    challenge(),
                    parameters.orEmpty("scope"),
                    state());
        }
    }

    /** An error that the program hears of, by way of the browser. RFC 6749 §4.1.2.1. */
    private static final class ToldByBrowser extends RuntimeException {
        private final transient Asking asking;
        private final String error;

        ToldByBrowser(Asking asking, String error, String description) {
            super(description, null, false, false);
            this.asking = asking;
            this.error = error;
        }
    }

    WebResponse show(WebRequest request) {
        return guarded(request, () -> {
            Asking asking = asking(Parameters.parse(request.query()));
            checked(asking);
            return page(
                    request,
                    asking,
                    Desk.OK,
                    Before.none(Desk.bounded(asking.parameters().orEmpty("login_hint"))));
        });
    }

    WebResponse decide(WebRequest request) throws IOException {
        byte[] body = request.body();
        return guarded(request, () -> {
            Parameters typed = Parameters.parse(body);
            Asking asking = asking(typed);
            String scope = checked(asking);
            if (!desk.forms().holds(request, typed.orEmpty(FormSeal.FIELD), asking.about()))
                return page(request, asking, Desk.FORBIDDEN, new Before("", Phrase.OLD_FORM, false));
            if (!typed.orEmpty(Consent.DECISION).equals(Consent.YES))
                throw new ToldByBrowser(asking, "access_denied", "the person refused");
            Desk.Judged judged = desk.judge(request, typed, asking.program());
            if (judged.account().isEmpty()) return page(request, asking, judged.status(), judged.before());
            var agreed = new Agreed(judged.account().get().id(), asking.client().id(), asking.program(), scope);
            var bound = new Bound(asking.client().id(), asking.redirect().toString(), asking.challenge());
            String code = codes.make(agreed, bound)
                    .orElseThrow(() -> new ToldByBrowser(
                            asking,
                            "temporarily_unavailable",
                            "too many codes were asked for; try again in some minutes"));
            return back(asking, Map.of("code", code));
        });
    }

    private interface Work {
        WebResponse answer();
    }

    /** Who does not say truly where the answer goes must not have a browser sent there. */
    private WebResponse guarded(WebRequest request, Work work) {
        try {
            return work.answer();
        } catch (ToldByBrowser told) {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("error", told.error);
            parameters.put("error_description", String.valueOf(told.getMessage()));
            return back(told.asking, parameters);
        } catch (OAuthRefusal refusal) {
            var language = Language.accepted(request.header("Accept-Language"));
            return new Page(language)
                    .heading(Phrase.CANNOT)
                    .text(Phrase.BAD_REQUEST)
                    .text("wrong", refusal.error() + ": " + refusal.description())
                    .answer(Desk.BAD_REQUEST, "'none'");
        }
    }

    private Asking asking(Parameters parameters) {
        Client client = clients.find(parameters.need("client_id")).orElseThrow(OAuthRefusal::client);
        RedirectUri redirect = parameters
                .find("redirect_uri")
                .map(text -> RedirectUri.parse(text)
                        .filter(client::takes)
                        .orElseThrow(() -> OAuthRefusal.request("redirect_uri is not one that this client_id may use")))
                .or(() -> client.redirects().size() == 1
                        ? Optional.of(client.redirects().getFirst())
                        : Optional.empty())
                .orElseThrow(() -> OAuthRefusal.request("redirect_uri is missing"));
        return new Asking(client, redirect, parameters);
    }

    /** What would be given. */
    private static String checked(Asking asking) {
        Parameters parameters = asking.parameters();
        if (asking.state().length() > STATE_CHARACTERS) throw OAuthRefusal.request("state is too long");
        if (!parameters.orEmpty("response_type").equals("code"))
            throw new ToldByBrowser(asking, "unsupported_response_type", "response_type has to be code");
        if (!parameters.find("response_mode").orElse("query").equals("query"))
            throw new ToldByBrowser(asking, "invalid_request", "response_mode has to be query");
        if (!parameters.orEmpty("code_challenge_method").equals("S256") || !Pkce.isChallenge(asking.challenge()))
            throw new ToldByBrowser(
                    asking, "invalid_request", "a code_challenge with code_challenge_method S256 is needed (PKCE)");
        if (parameters.orEmpty("prompt").equals("none"))
            throw new ToldByBrowser(asking, "login_required", "nobody stays signed in here");
        return Scope.given(parameters.orEmpty("scope"))
                .orElseThrow(() -> new ToldByBrowser(
                        asking, "invalid_scope", "scope has none of " + String.join(", ", Scope.all())));
    }

    private WebResponse back(Asking asking, Map<String, String> said) {
        var parameters = new LinkedHashMap<>(said);
        if (!asking.state().isEmpty()) parameters.put("state", asking.state());
        parameters.put("iss", desk.issuer().get());
        return WebResponse.sentence(SEE_OTHER, "Back to the program.")
                .with("Location", asking.redirect().with(parameters))
                .with("Cache-Control", "no-store");
    }

    private WebResponse page(WebRequest request, Asking asking, int status, Before before) {
        var language = Language.accepted(request.header("Accept-Language"));
        String scope = Scope.given(asking.parameters().orEmpty("scope")).orElse(Scope.MAIL);
        FormSeal.Sealed sealed = desk.forms().seal(request, asking.about());
        var page = new Page(language).heading(Phrase.TITLE);
        Phrase wrong = before.wrong();
        if (wrong != null) page.text("wrong", wrong.in(language));
        Consent.describe(page, asking.program(), desk.host(), scope);
        page.text("warning", Phrase.OWN_NAME.in(language)).beginForm(Provider.AUTHORIZE);
        for (String name : new String[] {"scope", "state", "code_challenge"})
            page.hidden(name, asking.parameters().orEmpty(name));
        page.hidden("client_id", asking.client().id())
                .hidden("redirect_uri", asking.redirect().toString())
                .hidden("response_type", "code")
                .hidden("code_challenge_method", "S256")
                .hidden(FormSeal.FIELD, sealed.seal());
        Consent.fields(page, before);
        page.endForm().text(Phrase.PASSWORD_STAYS);
        // Browsers ask this also of where the answer to the form leads.
        return sealed.onto(page.answer(status, "'self' " + asking.redirect().source()));
    }
}
