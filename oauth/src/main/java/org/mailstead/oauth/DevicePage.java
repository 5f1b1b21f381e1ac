package org.mailstead.oauth;

import java.io.IOException;
import org.mailstead.oauth.Consent.Before;
import org.mailstead.oauth.DeviceRequests.Asking;
import org.mailstead.oauth.DeviceRequests.Typed;
import org.mailstead.texts.Language;
import org.mailstead.web.FormSeal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Where somebody types the code that a program on another machine shows. RFC 8628 §3.3. */
final class DevicePage {
    private static final String CODE = "user_code";
    private static final String STEP = "step";
    private static final String SECOND_STEP = "decide";
    private static final String SELF = "'self'";

    private final DeviceRequests devices;
    private final Desk desk;

    DevicePage(DeviceRequests devices, Desk desk) {
        this.devices = devices;
        this.desk = desk;
    }

    /** Also with the code filled in, which has to be looked at all the same (§3.3.1). */
    WebResponse show(WebRequest request) {
        try {
            String code = Parameters.parse(request.query()).orEmpty(CODE);
            return codeForm(request, Desk.OK, Desk.bounded(code), null);
        } catch (OAuthRefusal refusal) {
            return codeForm(request, Desk.BAD_REQUEST, "", Phrase.UNKNOWN_CODE);
        }
    }

    WebResponse go(WebRequest request) throws IOException {
        try {
            Parameters typed = Parameters.parse(request.body());
            String code = typed.orEmpty(CODE);
            boolean decides = typed.orEmpty(STEP).equals(SECOND_STEP);
            if (!desk.forms()
                    .holds(request, typed.orEmpty(FormSeal.FIELD), decides ? about(code) : Provider.DEVICE_PAGE))
                return codeForm(request, Desk.FORBIDDEN, "", Phrase.OLD_FORM);
            return switch (devices.type(code, request.remote())) {
                case Typed.Unknown() -> codeForm(request, Desk.FORBIDDEN, "", Phrase.UNKNOWN_CODE);
                case Typed.TooMany() -> codeForm(request, Desk.TOO_MANY, "", Phrase.TOO_MANY_CODES);
                case Typed.Found(String userCode, Asking asking) ->
                    decides
                            ? decide(request, typed, userCode, asking)
                            : consent(request, userCode, asking, Desk.OK, Before.none(""));
            };
        } catch (OAuthRefusal refusal) {
            return codeForm(request, Desk.BAD_REQUEST, "", Phrase.UNKNOWN_CODE);
        }
    }

    private static String about(String userCode) {
        return Provider.DEVICE_PAGE + " " + userCode;
    }

    private WebResponse decide(WebRequest request, Parameters typed, String userCode, Asking asking) {
        if (!typed.orEmpty(Consent.DECISION).equals(Consent.YES)) {
            devices.deny(userCode);
            return over(request, asking.program(), Phrase.REFUSED);
        }
        Desk.Judged judged = desk.judge(request, typed, asking.program());
        if (judged.account().isEmpty()) return consent(request, userCode, asking, judged.status(), judged.before());
        if (!devices.agree(userCode, judged.account().get().id()))
            return codeForm(request, Desk.FORBIDDEN, "", Phrase.UNKNOWN_CODE);
        return over(request, asking.program(), Phrase.CONNECTED);
    }

    private WebResponse over(WebRequest request, String program, Phrase what) {
        return new Page(Language.accepted(request.header("Accept-Language")))
                .heading(Phrase.DONE)
                .about(program, what)
                .answer(Desk.OK, "'none'");
    }

    private WebResponse codeForm(
            WebRequest request, int status, String code, @org.jspecify.annotations.Nullable Phrase wrong) {
        var language = Language.accepted(request.header("Accept-Language"));
        FormSeal.Sealed sealed = desk.forms().seal(request, Provider.DEVICE_PAGE);
        var page = new Page(language).heading(Phrase.DEVICE_TITLE);
        if (wrong != null) page.text("wrong", wrong.in(language));
        page.text("warning", Phrase.DEVICE_WARNING.in(language))
                .beginForm(Provider.DEVICE_PAGE)
                .field(
                        Phrase.DEVICE_CODE,
                        CODE,
                        code,
                        "type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"40\" autofocus")
                .hidden(FormSeal.FIELD, sealed.seal())
                .button(Phrase.GO_ON, Consent.YES, false)
                .endForm();
        return sealed.onto(page.answer(status, SELF));
    }

    private WebResponse consent(WebRequest request, String userCode, Asking asking, int status, Before before) {
        var language = Language.accepted(request.header("Accept-Language"));
        FormSeal.Sealed sealed = desk.forms().seal(request, about(userCode));
        var page = new Page(language).heading(Phrase.TITLE);
        Phrase wrong = before.wrong();
        if (wrong != null) page.text("wrong", wrong.in(language));
        Consent.describe(page, asking.program(), desk.host(), asking.scope());
        page.text("", Phrase.ON_DEVICE.in(language) + " " + asking.from().getHostAddress() + ".")
                .text("warning", Phrase.DEVICE_WARNING.in(language))
                .text("", Phrase.OWN_NAME.in(language))
                .beginForm(Provider.DEVICE_PAGE)
                .hidden(CODE, userCode)
                .hidden(STEP, SECOND_STEP)
                .hidden(FormSeal.FIELD, sealed.seal());
        Consent.fields(page, before);
        page.endForm().text(Phrase.PASSWORD_STAYS);
        return sealed.onto(page.answer(status, SELF));
    }
}
