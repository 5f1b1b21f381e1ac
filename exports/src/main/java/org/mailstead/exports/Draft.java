package org.mailstead.exports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.exports.Export.Row;
import org.mailstead.exports.ExportProgram.BrowserSignIn;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;

/** An export while it is written. */
final class Draft {
    private final ExportProgram program;
    private final AccountSettings account;
    private final Wish wish;
    private final String slug;

    private final List<ExportFile> files = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private Optional<String> code = Optional.empty();

    Draft(ExportProgram program, AccountSettings account, Wish wish) {
        this.program = program;
        this.account = account;
        this.wish = wish;
        this.slug = slug(account.address());
        values.put("program", program.name(wish.language()));
        values.put("address", account.address());
        values.put("account", slug);
        values.put("domain", account.domain());
        values.put("secret", say("secret." + secret()));
        values.put("keeping", wish.passwords().keeping(slug));
        values.put("tokens", PasswordSource.tokens(slug));
    }

    /** An address with nothing in it that a shell, a file system or a configuration file would take for something else. */
    private static String slug(String address) {
        String slug = address.replaceAll("[^A-Za-z0-9@._+-]", "_");
        return slug.startsWith("-") || slug.startsWith(".") ? "_" + slug.substring(1) : slug;
    }

    AccountSettings account() {
        return account;
    }

    /** The address in names of files, of sections, and in comments. */
    String slug() {
        return slug;
    }

    /** What opens the account from a program without a browser; else what opens it at all. */
    private String secret() {
        return account.secrets().stream()
                .filter(Secret::isTyped)
                .findFirst()
                .or(() -> account.secrets().stream().findFirst())
                .orElse(Secret.PASSWORD)
                .name();
    }

    /** Whether there is a secret to type; else only tokens open the account. */
    boolean typed() {
        return account.takesTypedSecret();
    }

    /** For a shell; prints the password, or a token where only tokens open the account. */
    String command() {
        return typed() ? wish.passwords().command(slug) : PasswordSource.tokenCommand(slug);
    }

    /** Its words, for who starts programs without a shell. */
    List<String> commandWords() {
        return typed() ? wish.passwords().words(slug) : List.of("sh", "-c", PasswordSource.tokenCommand(slug));
    }

    /** IMAP or POP3, as it was wished, else as it is offered. */
    Protocol reading() {
        return wish.reading()
                .or(() -> account.incoming().map(MailServer::protocol))
                .orElse(Protocol.IMAP);
    }

    /** @throws UnfitSettings if there is none */
    MailServer incoming() throws UnfitSettings {
        return server(reading(), each -> true);
    }

    /** @throws UnfitSettings if there is none */
    MailServer outgoing() throws UnfitSettings {
        return server(Protocol.SMTP, each -> true);
    }

    /**
     * The best one that the program can use; it is then named among the servers.
     *
     * @throws UnfitSettings if there is none
     */
    MailServer server(Protocol protocol, Predicate<MailServer> usable) throws UnfitSettings {
        var all = account.servers().stream()
                .filter(each -> each.protocol() == protocol)
                .toList();
        if (all.isEmpty()) throw unfit("unfit.no-server", "protocol", protocol.toString());
        var server = all.stream()
                .filter(usable)
                .findFirst()
                .orElseThrow(() -> unfit(
                        "unfit.security",
                        "protocol",
                        protocol.toString(),
                        "security",
                        all.getFirst().security().toString()));
        name(server);
        return server;
    }

    /** For programs that read by one protocol only. */
    MailServer incoming(Protocol only) throws UnfitSettings {
        if (reading() != only || account.server(only).isEmpty())
            throw unfit("unfit.protocol", "protocol", only.toString());
        return server(only, each -> true);
    }

    private void name(MailServer server) {
        String sentence = say(
                "server." + server.security().name(),
                "protocol",
                server.protocol().toString(),
                "host",
                server.host(),
                "port",
                Integer.toString(server.port()),
                "user",
                server.user());
        if (!servers.contains(sentence)) servers.add(sentence);
        if (server.security() == Security.NONE) warn("warning.plain");
    }

    UnfitSettings unfit(String key, String... more) {
        return new UnfitSettings(say(key, more));
    }

    boolean has(String key) {
        return Exports.TEXTS.has(key);
    }

    /** @param more names in braces and what stands for them, by turns, beside those that stand for the same in all texts */
    String say(String key, String... more) {
        var all = new HashMap<>(values);
        for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        return Exports.TEXTS.in(wish.language(), key, all);
    }

    void file(String name, String mediaType, String content) {
        file(name, mediaType, content.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, String mediaType, byte[] content) {
        files.add(new ExportFile(name, mediaType, content));
        values.putIfAbsent("file", name);
    }

    /** What is in a file of a program without pictures. */
    void configuration(String name, Lines lines) {
        file(name, "text/plain", lines.toString());
    }

    /** For a name in braces in texts of this program. */
    void value(String name, String value) {
        values.put(name, value);
    }

    void code(String text) {
        code = Optional.of(text);
    }

    /** @param otherwise whether there is an easier way, so that the lines are for when it fails */
    void screen(MailProgram shown, boolean otherwise) throws UnfitSettings {
        var language = wish.language();
        var password = new Screen.Password(say("row-secret." + secret()), false);
        var screen = Screen.of(shown, account, reading(), language, password)
                .orElseThrow(
                        () -> unfit("unfit.no-server", "protocol", reading().toString()));
        rows.addAll(screen.rows());
        String place = shown.byHand(language);
        steps.add(otherwise ? say("step.or-by-hand", "place", place) : place);
        if (!otherwise) secretStep();
    }

    void step(String key) {
        steps.add(say(key));
    }

    void warn(String key) {
        String sentence = say(key);
        if (!warnings.contains(sentence)) warnings.add(sentence);
    }

    /** The steps of the program, which are numbered in the texts, and what to give it when it asks. */
    void steps() {
        own();
        secretStep();
    }

    private void secretStep() {
        if (program.browser() != BrowserSignIn.OWN_WINDOW || !prefersBrowser()) step("step.secret");
        else step(typed() ? "step.window" : "step.window-only");
    }

    /** The same where a command brings the secret. */
    void stepsWithCommand() {
        step(typed() ? "step.keep" : "step.tokens");
        own();
    }

    /** The steps that are numbered in the texts. */
    void own() {
        for (int i = 1; has("step." + program.word() + "." + i); i++) step("step." + program.word() + "." + i);
    }

    private boolean prefersBrowser() {
        return !account.secrets().isEmpty() && account.secrets().getFirst() == Secret.BROWSER;
    }

    Export done() {
        return new Export(values.getOrDefault("program", ""), files, rows, code, servers, steps, warnings);
    }
}
