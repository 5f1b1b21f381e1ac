package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.imports.MuttState.Hook;
import org.mailstead.imports.MuttState.Variable;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * Mutt and NeoMutt. They have no accounts: what is set is one, each hook for a folder that leads to other servers another, and so is each
 * mailbox on a server of its own.
 */
final class Mutt implements ProgramSettings {
    private static final String PROGRAM = "Mutt";

    /** Nobody has as many, and each is shown. */
    private static final int ACCOUNTS = 50;

    private static final Map<String, Protocol> SCHEMES = Map.of(
            "imap", Protocol.IMAP,
            "imaps", Protocol.IMAP,
            "pop", Protocol.POP3,
            "pops", Protocol.POP3,
            "smtp", Protocol.SMTP,
            "smtps", Protocol.SMTP);

    /** Those whose words begin like ours, so that a file of another name is known. */
    @Override
    public boolean recognises(String text) {
        return text.lines()
                .map(String::strip)
                .anyMatch(
                        each -> each.matches(
                                "set\\s+(folder|spoolfile|imap_user|imap_pass|smtp_url|pop_host|from|realname|my_\\w+|ssl_force_tls|mbox_type)\\s*=.*"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var state = new MuttState(reading);
        state.source(path, 1);
        var accounts = new ArrayList<Account>();
        var base = new Account(state, Optional.empty(), new Place(path, 0));
        if (base.exists()) accounts.add(base);
        for (Hook each : state.hooks()) {
            if (each.account()) continue;
            var other = new Account(state.after(each), url(each.pattern()), each.place());
            if (other.exists() && accounts.stream().noneMatch(known -> known.isSame(other))) accounts.add(other);
        }
        var hosts = new HashSet<String>();
        accounts.forEach(each -> each.reads().ifPresent(url -> hosts.add(url.host())));
        for (Entry each : state.mailboxes()) {
            var url = ServerUrl.parse(each.value()).filter(Mutt::reads);
            if (url.isPresent() && hosts.add(url.get().host()))
                accounts.add(new Account(state, Optional.of(each.value()), each.place()));
        }
        var done = new ArrayList<Imported>();
        for (Account each : accounts.subList(0, Math.min(accounts.size(), ACCOUNTS))) {
            var imported = each.done(state.hooks());
            for (Remark remark : state.remarks()) imported = imported.with(remark);
            done.add(imported);
        }
        return done;
    }

    private static boolean reads(ServerUrl url) {
        var protocol = SCHEMES.get(url.scheme());
        return protocol != null && protocol != Protocol.SMTP;
    }

    /** A hook's pattern that is meant as a URL, without what makes it a regular expression. */
    private static Optional<String> url(String pattern) {
        String plain = pattern.replaceAll("[\\\\^$]", "").replace(".*", "");
        return ServerUrl.parse(plain).filter(Mutt::reads).map(each -> plain);
    }

    /** What a state comes to. */
    private record Account(MuttState state, Optional<String> folder, Place place) {
        boolean exists() {
            return reads().isPresent() || sends().isPresent();
        }

        boolean isSame(Account other) {
            return reads().equals(other.reads())
                    && sends().equals(other.sends())
                    && state.value("from").equals(other.state.value("from"));
        }

        Optional<ServerUrl> reads() {
            return Stream.of(
                            folder.orElse(""),
                            state.value("folder"),
                            state.value("spoolfile"),
                            state.value("spool_file"),
                            pop())
                    .flatMap(each -> ServerUrl.parse(each).stream())
                    .filter(Mutt::reads)
                    .findFirst();
        }

        private String pop() {
            String host = state.value("pop_host");
            return host.isEmpty() || host.contains("://") ? host : "pop://" + host;
        }

        Optional<ServerUrl> sends() {
            return ServerUrl.parse(state.value("smtp_url")).filter(url -> SCHEMES.get(url.scheme()) == Protocol.SMTP);
        }

        Imported done(List<Hook> hooks) throws UnreadableProgram {
            var draft = new Draft(PROGRAM, name(), place).address(state.value("from"));
            var known = state;
            for (Hook each : hooks)
                if (each.account()
                        && reads().filter(url -> matches(each.pattern(), url)).isPresent()) known = known.after(each);
            var account = new Account(known, folder, place);
            var reads = reads();
            if (reads.isPresent()) account.incoming(draft, reads.get());
            var sends = sends();
            if (sends.isPresent()) account.outgoing(draft, sends.get());
            else if (!state.value("sendmail").isEmpty())
                draft.remark(
                        Kind.OTHER_PROGRAM_SENDS,
                        at("sendmail"),
                        "command",
                        state.value("sendmail").split("\\s+", 2)[0]);
            account.general(draft);
            return draft.done();
        }

        private String name() {
            return state.value("from").isEmpty()
                    ? reads().or(this::sends).map(ServerUrl::host).orElse("")
                    : state.value("from");
        }

        /** Patterns are regular expressions; whether the host's name is in them decides here. */
        private static boolean matches(String pattern, ServerUrl url) {
            String plain = pattern.replaceAll("[\\\\^$]", "");
            if (plain.equals(".") || plain.equals(".*")) return true;
            boolean anybody = url.user().isEmpty() || !plain.contains("@");
            return plain.contains(url.host()) && (anybody || plain.contains(url.user()));
        }

        private void incoming(Draft draft, ServerUrl url) throws UnreadableProgram {
            boolean imap = SCHEMES.get(url.scheme()) == Protocol.IMAP;
            String word = imap ? "imap" : "pop";
            String user = Stream.of(url.user(), state.value(word + "_login"), state.value(word + "_user"))
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("");
            server(draft, imap ? Protocol.IMAP : Protocol.POP3, url, user, urlPlace(imap));
            secret(draft, word, url, urlPlace(imap));
        }

        private Place urlPlace(boolean imap) {
            if (folder.isPresent()) return place;
            for (String each : imap ? List.of("folder", "spoolfile", "spool_file") : List.of("pop_host", "spoolfile"))
                if (ServerUrl.parse(state.value(each)).filter(Mutt::reads).isPresent()) return at(each);
            return at(imap ? "folder" : "pop_host");
        }

        private void outgoing(Draft draft, ServerUrl url) throws UnreadableProgram {
            if (url.user().isEmpty()) draft.remark(Kind.NO_SIGN_IN, at("smtp_url"));
            server(draft, Protocol.SMTP, url, url.user(), at("smtp_url"));
            secret(draft, "smtp", url, at("smtp_url"));
        }

        private void server(Draft draft, Protocol protocol, ServerUrl url, String user, Place where)
                throws UnreadableProgram {
            if (!state.value("tunnel").isEmpty()) draft.remark(Kind.TUNNEL, at("tunnel"));
            boolean tls = url.scheme().endsWith("s");
            boolean forced = state.is("ssl_force_tls", true);
            boolean upgrades = forced || state.is("ssl_starttls", true);
            Security security = tls ? Security.TLS : upgrades ? Security.STARTTLS : Security.NONE;
            Entry setting = new Entry(url.scheme() + "://", where);
            if (!tls && !forced && upgrades)
                draft.remark(
                        Kind.IF_POSSIBLE,
                        at("ssl_force_tls"),
                        "setting",
                        "set ssl_force_tls = no",
                        "protocol",
                        protocol.toString());
            else if (!tls && !forced)
                setting = state.variable("ssl_starttls")
                        .map(each -> each.said("set ssl_starttls"))
                        .orElse(setting);
            // Without a port in the URL, the older port of the protocol.
            int usual = protocol == Protocol.SMTP && !tls ? 25 : MailPorts.usual(protocol, security);
            int port = url.port().isEmpty() ? usual : Draft.port(new Entry(url.port(), where));
            draft.server(protocol, url.host(), port, security, user, setting);
        }

        private void secret(Draft draft, String word, ServerUrl url, Place where) {
            var refresh = state.variable(word + "_oauth_refresh_command");
            String mechanisms = state.value(word + "_authenticators").toLowerCase(Locale.ROOT);
            if (refresh.isPresent() || mechanisms.startsWith("xoauth2") || mechanisms.startsWith("oauthbearer"))
                draft.oauth();
            refresh.ifPresent(each ->
                    draft.secret(SecretPlace.Kind.COMMAND, each.value().strip().split("\\s+", 2)[0]));
            if (url.hasPassword()) draft.secretInClear(where);
            state.variable(word + "_pass").ifPresent(each -> {
                if (each.command().isEmpty()) draft.secretInClear(each.place());
                else draft.secretFromCommand(each.command(), each.place());
            });
        }

        private void general(Draft draft) {
            for (String each : Set.of("ssl_verify_host", "ssl_verify_dates"))
                if (!state.is(each, true))
                    draft.remark(Kind.CERTIFICATE_UNCHECKED, at(each), "setting", "set " + each + " = no");
        }

        private Place at(String name) {
            return state.variable(name).map(Variable::place).orElse(place);
        }
    }
}
