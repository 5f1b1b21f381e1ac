package org.mailstead.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of commands. */
@Command(
        name = "mailstead",
        description = "A complete mail server: SMTP, IMAP and POP3 in one program.",
        footer = {
            "",
            "To try it out:      mailstead demo",
            "To set it up:       mailstead init example.org",
            "                    mailstead account add ann@example.org",
            "                    mailstead serve",
            "More on a command:  mailstead account add --help"
        })
final class Mailstead {
    private Mailstead() {}

    /** All commands. */
    static CommandLine all(Program program) {
        return onDirectory(program)
                .addSubcommand(new Demo(program))
                .addSubcommand(new Init(program))
                .addSubcommand(group("policy", "Shows what is done with mail that comes in.")
                        .addSubcommand(new PolicyShow(program)))
                .addSubcommand(group("setup", "Looks whether mail programs find their settings.")
                        .addSubcommand(new SetupCheck(program)))
                .addSubcommand(group("ldap", "Looks whether the LDAP directory answers as it should.")
                        .addSubcommand(new LdapCheckCommand(program)))
                .addSubcommand(gateway(program))
                .addSubcommand(new Serve(program));
    }

    private static CommandLine gateway(Program program) {
        return group(
                        "gateway",
                        "Lets programs that know only passwords use accounts of providers that want more, such as"
                                + " Office 365.")
                .addSubcommand(new GatewayAdd(program))
                .addSubcommand(new GatewayList(program))
                .addSubcommand(new GatewayRemove(program))
                .addSubcommand(new GatewayPassword(program))
                .addSubcommand(new GatewaySettingsShow(program))
                .addSubcommand(new GatewayHabits(program))
                .addSubcommand(new GatewayStatus(program))
                .addSubcommand(new GatewayRun(program));
    }

    /** The commands that a server carries out for others. */
    static CommandLine onDirectory(Program program) {
        return new CommandLine(new Mailstead())
                .addSubcommand(account(program))
                .addSubcommand(group("domain", "Makes, lists and removes domains.")
                        .addSubcommand(new DomainAdd(program))
                        .addSubcommand(new DomainList(program))
                        .addSubcommand(new DomainRemove(program)))
                .addSubcommand(group("alias", "Makes, lists and removes aliases.")
                        .addSubcommand(new AliasAdd(program))
                        .addSubcommand(new AliasList(program))
                        .addSubcommand(new AliasRemove(program)))
                .addSubcommand(
                        group("route", "Says which server takes mail for others, where the DNS is not to decide.")
                                .addSubcommand(new RouteAdd(program))
                                .addSubcommand(new RouteList(program))
                                .addSubcommand(new RouteRemove(program))
                                .addSubcommand(new RouteTry(program)))
                .addSubcommand(group("dkim", "Shows and changes the keys that sign mail of a domain.")
                        .addSubcommand(new DkimList(program))
                        .addSubcommand(new DkimRotate(program))
                        .addSubcommand(new DkimUse(program)))
                .addSubcommand(group("dns", "Says what a domain has to publish in the DNS, and whether it does.")
                        .addSubcommand(new DnsRecords(program))
                        .addSubcommand(new DnsCheck(program)))
                .addSubcommand(group("dmarc", "Shows what others report of mail that claims to be from our domains.")
                        .addSubcommand(new DmarcReportList(program)))
                .addSubcommand(
                        group("tls", "Shows certificates, and what others report of their connections to our domains.")
                                .addSubcommand(new TlsStatus(program))
                                .addSubcommand(new TlsRenew(program))
                                .addSubcommand(new TlsReportList(program)))
                .addSubcommand(group("queue", "Shows and changes the mail that waits to be delivered.")
                        .addSubcommand(new QueueList(program))
                        .addSubcommand(new QueueShow(program))
                        .addSubcommand(new QueueRetry(program))
                        .addSubcommand(new QueueHold(program))
                        .addSubcommand(new QueueRelease(program))
                        .addSubcommand(new QueueDrop(program))
                        .addSubcommand(new QueueSimulate(program)))
                .addSubcommand(new Trace(program))
                .addSubcommand(new Why(program))
                .addSubcommand(new SettingsShow(program))
                .addSubcommand(new Examine(program))
                .addSubcommand(new Reload(program));
    }

    private static CommandLine account(Program program) {
        return group("account", "Makes, lists and removes accounts.")
                .addSubcommand(new AccountAdd(program))
                .addSubcommand(new AccountList(program))
                .addSubcommand(new AccountShow(program))
                .addSubcommand(new AccountRemove(program))
                .addSubcommand(new AccountPassword(program))
                .addSubcommand(new AccountCapabilities(program))
                .addSubcommand(new AccountQuota(program))
                .addSubcommand(new AccountSends(program))
                .addSubcommand(new AccountSentCopy(program))
                .addSubcommand(new AccountBack(program))
                .addSubcommand(group("app-password", "Makes, lists and takes back passwords for single devices.")
                        .addSubcommand(new AppPasswordAdd(program))
                        .addSubcommand(new AppPasswordList(program))
                        .addSubcommand(new AppPasswordRevoke(program)))
                .addSubcommand(new AccountSecondFactor(program))
                .addSubcommand(new AccountSignIns(program))
                .addSubcommand(
                        group("tokens", "Shows the programs that were let in (OAuth), and takes their access back.")
                                .addSubcommand(new AccountTokens(program))
                                .addSubcommand(new AccountTokensRevoke(program)))
                .addSubcommand(new AccountProfile(program))
                .addSubcommand(new AccountQr(program))
                .addSubcommand(new AccountExport(program))
                .addSubcommand(new AccountSenders(program))
                .addSubcommand(new AccountPop3(program))
                .addSubcommand(new AccountLanguage(program))
                .addSubcommand(new AccountHistory(program))
                .addSubcommand(new AccountInvite(program))
                .addSubcommand(new AccountRestore(program))
                .addSubcommand(new AccountAdministrator(program));
    }

    /** Commands that only lead to others print their help when they stand alone. */
    private static CommandLine group(String name, String description) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return new CommandLine(spec);
    }

    /** Runs the program's command line and returns its exit code: 0, 1 for a mistake or a fault, 2 for wrong usage. */
    static int run(CommandLine commands, Program program) {
        var errors = new PlainErrors(program);
        int code = withHelp(commands)
                .setOut(program.terminal().out())
                .setErr(program.terminal().err())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(PlainErrors::runLast)
                .execute(program.arguments().toArray(String[]::new));
        program.terminal().out().flush();
        program.terminal().err().flush();
        return code;
    }

    private static CommandLine withHelp(CommandLine commands) {
        commands.getCommandSpec().mixinStandardHelpOptions(true).version("Mailstead " + Version.NUMBER);
        commands.getSubcommands().values().forEach(Mailstead::withHelp);
        return commands.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
    }
}
