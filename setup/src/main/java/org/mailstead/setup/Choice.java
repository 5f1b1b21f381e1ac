package org.mailstead.setup;

import java.util.Map;
import java.util.Optional;
import org.mailstead.exports.MailProgram;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.texts.Language;
import org.mailstead.web.FormFields;
import org.mailstead.web.WebRequest;

/**
 * What somebody has said so far. It travels in the addresses of the pages, so that going back works and nothing is kept here.
 *
 * @param address as it was typed; empty if none was
 * @param language of the pages; {@code chosen} if it was not left to the browser
 */
record Choice(
        String address,
        Optional<Device> device,
        Optional<MailProgram> program,
        Protocol reading,
        Language language,
        boolean chosen) {
    static final String ADDRESS = "address";
    static final String DEVICE = "device";
    static final String PROGRAM = "program";
    static final String READING = "protocol";
    static final String LANGUAGE = "lang";

    private static final String POP3 = "pop3";

    /** Of an address, RFC 5321 §4.5.3.1.3, and some spaces. */
    private static final int CHARACTERS = 300;

    static Choice of(FormFields said, WebRequest request) {
        String typed = said.orEmpty(ADDRESS).strip();
        Optional<Language> language = said.find(LANGUAGE).flatMap(Language::of);
        Optional<Device> device = said.find(DEVICE).flatMap(Device::of);
        return new Choice(
                typed.length() > CHARACTERS ? "" : typed,
                device,
                device.flatMap(it -> said.find(PROGRAM).flatMap(MailProgram::of).filter(it.programs()::contains)),
                said.orEmpty(READING).equals(POP3) ? Protocol.POP3 : Protocol.IMAP,
                language.orElseGet(() -> Language.accepted(request.header("Accept-Language"))),
                language.isPresent());
    }

    /** By the address of a page; what cannot be read counts as left out. */
    static Choice of(WebRequest request) {
        try {
            return of(FormFields.parse(request.query()), request);
        } catch (FormFields.Malformed e) {
            return of(FormFields.of(Map.of()), request);
        }
    }

    Choice with(String other) {
        return new Choice(other, device, program, reading, language, chosen);
    }

    Choice with(Device other) {
        return new Choice(address, Optional.of(other), Optional.empty(), reading, language, chosen);
    }

    Choice with(MailProgram other) {
        return new Choice(address, device, Optional.of(other), reading, language, chosen);
    }

    Choice with(Protocol other) {
        return new Choice(address, device, program, other, language, chosen);
    }

    Choice in(Language other) {
        return new Choice(address, device, program, reading, other, true);
    }

    Choice withoutDevice() {
        return new Choice(address, Optional.empty(), Optional.empty(), reading, language, chosen);
    }

    Choice withoutProgram() {
        return new Choice(address, device, Optional.empty(), reading, language, chosen);
    }

    /** The address of a page with all of it. */
    String at(String path) {
        var query = new StringBuilder();
        each((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(FormFields.encoded(value)));
        return path + query;
    }

    /** Takes a name and its value. */
    interface Taker {
        void take(String name, String value);
    }

    void each(Taker taker) {
        if (!address.isEmpty()) taker.take(ADDRESS, address);
        device.ifPresent(it -> taker.take(DEVICE, it.word()));
        program.ifPresent(it -> taker.take(PROGRAM, it.word()));
        if (reading == Protocol.POP3) taker.take(READING, POP3);
        if (chosen) taker.take(LANGUAGE, language.tag());
    }
}
