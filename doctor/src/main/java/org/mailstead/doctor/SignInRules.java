package org.mailstead.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailstead.doctor.Verdict.Form;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.SecretShape;
import org.mailstead.ladder.SignIn;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;
import org.mailstead.settings.Provider.Note;
import org.mailstead.settings.Secret;

/** Why a server does not let somebody in. */
final class SignInRules {
    private static final String GOOGLE = "google";

    /** So many letters too few or too many may be an app password that was copied badly; more is something else. */
    private static final int MISCOPIED = 4;

    /** What a refusal to sign in can mean; the other words are said to those who are in. */
    private static final Set<Case> CLEAR = Set.of(
            Case.SENDING_SWITCHED_OFF,
            Case.OLD_TLS,
            Case.BROWSER_SIGN_IN_ONLY,
            Case.COMPANY_RULES,
            Case.CONSENT_MISSING,
            Case.SIGNED_IN_AS_ANOTHER,
            Case.PROGRAM_UNKNOWN,
            Case.PROGRAMS_NOT_ALLOWED,
            Case.ACCOUNT_LOCKED,
            Case.TOO_MANY_CONNECTIONS,
            Case.SIGN_IN_EXPIRED,
            Case.MECHANISM_MISSING,
            Case.PROVIDER_TROUBLE);

    private static final Set<String> BY_PASSWORD = Set.of("PLAIN", "LOGIN", "USER");

    private SignInRules() {}

    static Optional<Verdict> of(Clues clues, MailServer server) {
        List<SignIn> tries = clues.signIns(server);
        var letIn = tries.stream().filter(each -> each.came() == Came.LET_IN).findFirst();
        if (letIn.isPresent()) return otherForm(clues, server, letIn.get());
        if (tries.isEmpty()) return Optional.empty();
        SignIn last = tries.getLast();
        boolean typed = clues.attempt().secret().isPresent()
                && !last.mechanism().endsWith("BEARER")
                && !last.mechanism().equals("XOAUTH2");
        if (typed && clues.takesOnlyBrowser()) return about(clues, server, Case.BROWSER_SIGN_IN_ONLY);
        return switch (last.came()) {
            case NOT_TRIED -> typed ? noWay(clues, server, last) : Optional.empty();
            case LET_IN -> Optional.empty();
            case CUT, NOT_NOW ->
                Optional.of(clear(clues, server, last).orElseGet(() -> verdict(clues, server, Case.PROVIDER_TROUBLE)));
            case REFUSED ->
                Optional.of(clear(clues, server, last)
                        .or(() -> typed
                                ? secret(clues, server, last)
                                : Optional.of(verdict(clues, server, Case.SIGN_IN_EXPIRED)))
                        .orElseGet(() -> unexplained(clues, server)));
        };
    }

    private static Verdict unexplained(Clues clues, MailServer server) {
        var verdict = verdict(clues, server, Case.NAME_OR_PASSWORD_WRONG);
        boolean typed = clues.attempt().secret().isPresent();
        return typed && clues.webPagesWork() ? verdict.in(Form.WEB_PAGES) : verdict;
    }

    private static Optional<Verdict> about(Clues clues, MailServer server, Case what) {
        return Optional.of(verdict(clues, server, what));
    }

    /** Of a server that was tried. */
    private static Verdict verdict(Clues clues, MailServer server, Case what) {
        return clues.plainly(
                server, what, Map.of("reply", clues.signIns(server).getLast().said()));
    }

    /** Within TLS nothing is offered by which a password could be shown. Who lets nobody sign in to send is a server for servers. */
    private static Optional<Verdict> noWay(Clues clues, MailServer server, SignIn last) {
        var offered = clues.here(last.server()).flatMap(PortFacts::secured).map(PortFacts.Offer::mechanisms);
        if (offered.isEmpty() || offered.get().stream().anyMatch(BY_PASSWORD::contains)) return Optional.empty();
        boolean none = offered.get().isEmpty() && server.protocol() == Protocol.SMTP;
        return about(clues, server, none ? Case.WRONG_OUTGOING_SERVER : Case.MECHANISM_MISSING);
    }

    /** Let in by another form of the name than the settings have. */
    private static Optional<Verdict> otherForm(Clues clues, MailServer server, SignIn letIn) {
        return rightUser(clues, server, letIn.server().user());
    }

    private static Optional<Verdict> rightUser(Clues clues, MailServer server, String user) {
        if (user.equals(server.user())) return Optional.empty();
        var right = new MailServer(server.protocol(), server.host(), server.port(), server.security(), user);
        return Optional.of(clues.plainly(server, Case.USER_NAME_FORM, Map.of("rightuser", user))
                .set(right));
    }

    private static Optional<Verdict> clear(Clues clues, MailServer server, SignIn last) {
        return Replies.meaning(last.said())
                .filter(means -> CLEAR.contains(means))
                .map(means -> verdict(clues, server, means));
    }

    /** The server says no and not why: what the secret looks like and what the provider takes tell. */
    private static Optional<Verdict> secret(Clues clues, MailServer server, SignIn last) {
        var shape = clues.attempt().secret();
        if (shape.filter(each -> each.blanksAround() || each.typographic()).isPresent())
            return about(clues, server, Case.SECRET_MISPASTED);
        boolean onlySending = server.protocol() == Protocol.SMTP && clues.readingLetIn();
        if (onlySending) return about(clues, server, Case.OUTGOING_PASSWORD_OLD);
        return byProvider(clues, server, last, shape)
                .or(() -> form(clues, server))
                .or(() -> shape.filter(SecretShape::otherThanAscii).isPresent()
                        ? about(clues, server, Case.SECRET_MISPASTED)
                        : Optional.empty());
    }

    private static Optional<Verdict> byProvider(
            Clues clues, MailServer server, SignIn last, Optional<SecretShape> shape) {
        boolean asksForOne = Replies.meaning(last.said()).equals(Optional.of(Case.GOOGLE_APP_PASSWORD));
        if (clues.provider().isEmpty())
            return asksForOne ? about(clues, server, Case.APP_PASSWORD_WANTED) : Optional.empty();
        Provider provider = clues.provider().get();
        var typed = provider.secrets().stream().filter(Secret::isTyped).findFirst();
        boolean wantsOne = typed.equals(Optional.of(Secret.APP_PASSWORD)) || asksForOne;
        if (wantsOne && shape.isPresent()) {
            int letters = provider.appPasswordLetters().orElse(0);
            boolean fits = letters > 0
                    && shape.get().characters() == letters
                    && shape.get().lettersOnly();
            boolean nearly = letters > 0
                    && (shape.get().lettersOnly() || shape.get().grouped())
                    && Math.abs(shape.get().characters() - letters) <= MISCOPIED
                    && !fits;
            if (nearly) return miscopied(clues, server, letters, shape.get());
            if (!fits)
                return about(
                        clues,
                        server,
                        provider.id().startsWith(GOOGLE) ? Case.GOOGLE_APP_PASSWORD : Case.APP_PASSWORD_WANTED);
        }
        boolean other =
                typed.equals(Optional.of(Secret.MAIL_PASSWORD)) || typed.equals(Optional.of(Secret.AUTHORISATION_CODE));
        if (other) return about(clues, server, Case.MAIL_PASSWORD_WANTED);
        return provider.note(Note.Kind.SWITCH_ON).map(_ -> clues.plainly(server, Case.PROGRAMS_NOT_ALLOWED, Map.of()));
    }

    private static Optional<Verdict> miscopied(Clues clues, MailServer server, int letters, SecretShape shape) {
        return Optional.of(clues.plainly(
                server,
                Case.APP_PASSWORD_MISCOPIED,
                Map.of("letters", Integer.toString(letters), "entered", Integer.toString(shape.characters()))));
    }

    /** Another form of the name is known to be right. */
    private static Optional<Verdict> form(Clues clues, MailServer server) {
        return clues.attempt().right().stream()
                .flatMap(settings -> settings.servers().stream())
                .filter(each -> each.protocol() == server.protocol())
                .findFirst()
                .flatMap(right -> rightUser(clues, server, right.user()));
    }
}
