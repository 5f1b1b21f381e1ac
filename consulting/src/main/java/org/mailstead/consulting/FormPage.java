package org.mailstead.consulting;

import java.util.Optional;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.texts.Language;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;

/** Asks for the address, and for what the person knows. */
final class FormPage {
    private final Wording wording;
    private final String seal;

    FormPage(Language language, String seal) {
        wording = new Wording(language);
        this.seal = seal;
    }

    /** @param link by which a machine elsewhere may ask for this server's view; empty if it may not */
    HtmlBody whole(Form form, Optional<String> wrong, Optional<String> link) {
        var body = new HtmlBody().leaf("h1", wording.get("title")).leaf("p", wording.get("what"));
        wrong.ifPresent(key -> body.leaf("p", wording.get(key), "class", "wrong", "role", "alert"));
        write(body, form, false);
        link.ifPresent(each -> {
            body.open("details").leaf("summary", wording.get("view"));
            body.leaf("p", wording.get("view.what"));
            body.leaf(
                    "code", "mailstead doctor " + form.address() + " --from-server \"" + each + "\"", "class", "value");
            body.close();
        });
        return body;
    }

    /** @param open whether what the program is set to is shown at once */
    void write(HtmlBody body, Form form, boolean open) {
        body.open("form", "method", "post", "action", DoctorPages.PATH, "autocomplete", "off");
        hidden(body, FormSeal.FIELD, seal);
        hidden(body, DoctorPages.LANGUAGE, wording.language().tag());
        field(body, "address", Form.ADDRESS, form.address(), "type", "email", "required", "");
        field(body, "password", Form.PASSWORD, "", "type", "password");
        body.leaf("p", wording.get("password.what"), "class", "small");
        boolean said = !form.said().isEmpty() || !form.symptoms().isEmpty();
        if (open || !form.reading().isEmpty() || !form.sending().isEmpty()) body.open("details", "open", "");
        else body.open("details");
        body.leaf("summary", wording.get("program"));
        server(body, Form.READING, form.reading());
        server(body, Form.SENDING, form.sending());
        body.close();
        if (said) body.open("details", "open", "");
        else body.open("details");
        body.leaf("summary", wording.get("seen"));
        for (Symptom each : Symptom.values())
            symptom(body, each, form.symptoms().contains(each));
        body.leaf("label", wording.get("said"), "for", Form.SAID);
        body.leaf(
                "textarea",
                form.said(),
                "id",
                Form.SAID,
                "name",
                Form.SAID,
                "rows",
                "3",
                "maxlength",
                Integer.toString(Form.WORDS));
        body.close();
        body.leaf("button", wording.get(open ? "again" : "begin"), "class", "yes");
        body.close();
    }

    private void server(HtmlBody body, String which, Form.Server server) {
        body.open("fieldset").leaf("legend", wording.get("server." + which));
        if (which.equals(Form.READING)) {
            body.leaf("label", wording.get("protocol"), "for", which + "-" + Form.PROTOCOL);
            select(body, which + "-" + Form.PROTOCOL);
            option(body, Protocol.IMAP.name(), "IMAP", server.protocol() == Protocol.IMAP);
            option(body, Protocol.POP3.name(), "POP3", server.protocol() == Protocol.POP3);
            body.close();
        }
        field(body, "host", which + "-" + Form.HOST, server.host(), "type", "text");
        field(body, "port", which + "-" + Form.PORT, server.port(), "type", "text", "inputmode", "numeric");
        body.leaf("label", wording.get("security"), "for", which + "-" + Form.SECURITY);
        select(body, which + "-" + Form.SECURITY);
        option(body, "", wording.get("security.unknown"), server.security().isEmpty());
        for (Security each : Security.values())
            option(
                    body,
                    each.name(),
                    wording.get("security." + each.name()),
                    server.security().equals(Optional.of(each)));
        body.close();
        field(body, "user", which + "-" + Form.USER, server.user(), "type", "text");
        body.close();
    }

    private static void select(HtmlBody body, String name) {
        body.open("select", "id", name, "name", name);
    }

    private static void option(HtmlBody body, String value, String text, boolean chosen) {
        if (chosen) body.leaf("option", text, "value", value, "selected", "");
        else body.leaf("option", text, "value", value);
    }

    private void symptom(HtmlBody body, Symptom symptom, boolean seen) {
        String name = Form.word(symptom);
        body.open("label", "class", "check");
        if (seen) body.open("input", "type", "checkbox", "name", name, "value", "yes", "checked", "");
        else body.open("input", "type", "checkbox", "name", name, "value", "yes");
        body.text(" " + wording.get(name)).close();
    }

    private void field(HtmlBody body, String text, String name, String value, String... attributes) {
        body.leaf("label", wording.get(text), "for", name);
        String[] all = new String[attributes.length + 8];
        String[] common = {"id", name, "name", name, "value", value, "maxlength", Integer.toString(limit(name))};
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(attributes, 0, all, common.length, attributes.length);
        body.open("input", all);
    }

    private static int limit(String name) {
        return name.equals(Form.PASSWORD) ? Form.SECRET : Form.CHARACTERS;
    }

    private static void hidden(HtmlBody body, String name, String value) {
        body.open("input", "type", "hidden", "name", name, "value", value);
    }
}
