package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.UnfitSettings;
import org.mailstead.exports.Wish;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.server.Mistake;
import org.mailstead.settings.MailServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "settings",
        description = "Says what a program on this machine is set to, to use an account through the gateway.",
        footer = {
            "",
            "Examples:",
            "  mailstead gateway settings ann@contoso.com",
            "  mailstead gateway settings ann@contoso.com --for neomutt",
            "  mailstead gateway settings ann@contoso.com --for printer"
        })
final class GatewaySettingsShow implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Parameters(paramLabel = "ADDRESS", description = "of the mailbox")
    private String address = "";

    @Option(
            names = "--for",
            paramLabel = "PROGRAM",
            description = "what this program has to be told, in its own words: see mailstead settings --programs")
    private @Nullable String wanted;

    @Option(names = "--out", paramLabel = "FOLDER", description = "write the files for the program there")
    private @Nullable Path out;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en (the default) or de")
    private String language = "en";

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    GatewaySettingsShow(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayAccount account = options.account(program, address);
        List<MailServer> servers = options.folder(program).settings().servers(account);
        if (wanted == null) {
            var terminal = program.terminal().out();
            servers.forEach(terminal::println);
            terminal.println("user name " + account.address());
            terminal.flush();
            return 0;
        }
        ExportProgram to = ExportChoice.of(wanted, "");
        var settings = options.folder(program).settings().forPrograms(account);
        try {
            var made = to.export(settings, Wish.in(AccountLanguage.parse(language)));
            String plain =
                    "Where it warns that nothing is encrypted: between the program and the gateway everything stays on this"
                            + " machine. The gateway encrypts what it sends to the provider.";
            new ExportText(made, List.of(plain)).show(program, out, json);
            return made.isRefused() ? 1 : 0;
        } catch (UnfitSettings e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }
}
