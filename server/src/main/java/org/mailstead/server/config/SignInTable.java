package org.mailstead.server.config;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration.SignIn;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.texts.Language;

/** How people may sign in. */
final class SignInTable {
    static final Setting MECHANISMS = new Setting(
            "sign-in.mechanisms",
            new Kind.Texts("mechanisms, such as [\"SCRAM-SHA-256\", \"PLAIN\"]"),
            listed(SignIn.STANDARD.mechanisms()),
            "Ways to sign in with a mail program, in whatever order; each is offered where there is what it needs. Old programs may"
                    + " need \"SCRAM-SHA-1\" with \"SCRAM-SHA-1-PLUS\", or \"CRAM-MD5\": what these cost in safety is in"
                    + " [signing-in.md](signing-in.md). Without \"PLAIN\" and \"LOGIN\" no program may show a password: the commands"
                    + " LOGIN of IMAP and USER and PASS of POP3 are off then too.");

    private static final String ALL_WORDS =
            Arrays.stream(SaslMechanism.values()).map(SaslMechanism::word).collect(joining(", "));

    static final Setting CLIENT_CERTIFICATES = new Setting(
            "sign-in.client-certificates",
            new Kind.Words("a file, or nothing"),
            "\"\"",
            "PEM file with the certificates of the authorities that vouch for people: mail programs are then asked for a certificate,"
                    + " and who shows one with a mail address of an account in it is let in (EXTERNAL). Use an authority of your own:"
                    + " everybody it issues to is believed. Empty: nobody is asked. A new file is taken up like `tls.certificate`."
                    + " See [signing-in.md](signing-in.md).");

    static final Setting LANGUAGE = new Setting(
            "language",
            new Kind.OneOf(Arrays.stream(Language.values()).map(Language::tag).toList()),
            "\"en\"",
            "In which language people are spoken to who have not chosen one (`mailstead account language`), in answers to"
                    + " their mail programs. Pages go by the browser.");

    static final List<Setting> ALL = List.of(LANGUAGE, MECHANISMS, CLIENT_CERTIFICATES);

    private SignInTable() {}

    static SignIn read(ConfigurationFile file) throws ConfigurationException {
        Optional<Path> authorities = file.path(CLIENT_CERTIFICATES);
        Set<SaslMechanism> mechanisms = mechanisms(file);
        if (authorities.isPresent() && !mechanisms.contains(SaslMechanism.EXTERNAL))
            throw file.refused(
                    CLIENT_CERTIFICATES,
                    "is of no use without \"EXTERNAL\" in sign-in.mechanisms. Add it there, or take this out.");
        Language language = file.text(LANGUAGE, Language::of).orElse(Language.ENGLISH);
        return new SignIn(mechanisms, authorities, language);
    }

    private static Set<SaslMechanism> mechanisms(ConfigurationFile file) throws ConfigurationException {
        if (!file.has(MECHANISMS)) return SignIn.STANDARD.mechanisms();
        var mechanisms = EnumSet.noneOf(SaslMechanism.class);
        for (String word : file.texts(MECHANISMS, List.of(), Optional::of)) {
            Optional<SaslMechanism> known = SaslMechanism.of(word.strip());
            if (known.isEmpty())
                throw file.refused(
                        MECHANISMS,
                        "has \"" + word + "\", and there is no such mechanism. There are: " + ALL_WORDS + ".");
            mechanisms.add(known.get());
        }
        if (mechanisms.isEmpty())
            throw file.refused(MECHANISMS, "is empty, so that nobody could sign in. Name some of: " + ALL_WORDS + ".");
        return mechanisms;
    }

    /** Whether anybody can sign in with what else is set. */
    static void check(ConfigurationFile file, Configuration configuration) throws ConfigurationException {
        if (!configuration.mechanisms().isEmpty()) return;
        throw file.refused(
                MECHANISMS,
                "has only what cannot be offered here, so that nobody could sign in: a proof of the password (SCRAM, CRAM-MD5) is of no use where"
                        + " [ldap] has the passwords, and OAUTHBEARER and XOAUTH2 need oauth.provider or [[oidc]], and EXTERNAL"
                        + " needs sign-in.client-certificates. Add \"PLAIN\".");
    }

    private static String listed(Set<SaslMechanism> mechanisms) {
        return mechanisms.stream().sorted().map(each -> '"' + each.word() + '"').collect(joining(", ", "[", "]"));
    }
}
