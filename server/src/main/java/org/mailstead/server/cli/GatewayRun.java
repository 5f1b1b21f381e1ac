package org.mailstead.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.Gateway;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.gateway.PageLinks;
import org.mailstead.gateway.PersonNotices;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.Mistake;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.statuspage.Desktop;
import org.mailstead.statuspage.DesktopNotice;
import org.mailstead.statuspage.StatusPages;
import org.mailstead.statuspage.SystemCommands;
import org.mailstead.texts.Language;
import org.mailstead.wire.ListenException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Runs the gateway until it is stopped (Ctrl-C, or by the system).",
            "It listens on this machine only, unless told otherwise; then TLS is wanted of whoever comes from outside. Texts to start it with"
                    + " the system are in docs/gateway.md. What is said of ports is kept for the next time."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead gateway run",
            "  mailstead gateway run --imap 11143 --smtp 11587 --pop3 0",
            "  mailstead gateway run --page 0 --no-notices",
            "  mailstead gateway run --listen 127.0.0.1 --listen 192.168.1.10"
        })
final class GatewayRun implements Callable<Integer> {
    private static final int PORTS = 65_535;

    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Option(
            names = "--imap",
            paramLabel = "PORT",
            description = "for IMAP, however TLS begins (default: 1143); 0 for none")
    private @Nullable Integer imap;

    @Option(names = "--pop3", paramLabel = "PORT", description = "for POP3 (default: 1110); 0 for none")
    private @Nullable Integer pop3;

    @Option(names = "--smtp", paramLabel = "PORT", description = "for sending (default: 1587); 0 for none")
    private @Nullable Integer smtp;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "of this machine to listen on (default: 127.0.0.1 and ::1); may be given several times")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--page",
            paramLabel = "PORT",
            description = "of this machine for the page in the browser (default: 1180); 0 for none")
    private @Nullable Integer page;

    @Option(
            names = "--notices",
            negatable = true,
            description = "say it on the desktop when an account needs you (the default), or with --no-notices do not")
    private @Nullable Boolean notices;

    GatewayRun(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayFolder folder = options.folder(program);
        GatewaySettings before = folder.settings();
        if (page != null) port(page);
        GatewaySettings settings = before.with(ports(before.ports()))
                .with(page == null ? before.page() : page, notices == null ? before.notices() : notices);
        if (!settings.equals(before)) folder.write(settings);
        Surroundings around = options.around(program, settings.trust());
        try (var stop = StopSignal.install();
                var links = new PageLinks(folder, program.clock(), program.random());
                var gateway = Gateway.open(folder, settings.ports(), around, notices(folder, settings, links));
                var pages = new Opened(settings.page(), gateway, folder, around, links)) {
            var out = program.terminal().out();
            gateway.ports().forEach((protocol, port) -> out.println(protocol + " on port " + port));
            pages.port()
                    .ifPresent(port -> out.println("Page at http://127.0.0.1:" + port
                            + "/ (a link that opens it: mailstead gateway status" + options.words() + ")"));
            if (folder.accounts().isEmpty())
                out.println("There are no accounts yet: mailstead gateway add" + options.words() + " ADDRESS");
            out.flush();
            stop.await();
        } catch (ListenException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    /** The page, if there is to be one; programs go on without it. */
    private final class Opened implements AutoCloseable {
        private final Optional<StatusPages> pages;

        Opened(int port, Gateway gateway, GatewayFolder folder, Surroundings around, PageLinks links) {
            pages = open(port, gateway, folder, around, links);
        }

        private Optional<StatusPages> open(
                int port, Gateway gateway, GatewayFolder folder, Surroundings around, PageLinks links) {
            if (port == 0) return Optional.empty();
            try {
                return Optional.of(StatusPages.open(port, gateway, folder, around, links));
            } catch (ListenException e) {
                program.terminal().err().println("There is no page: " + e.getMessage());
                program.terminal().err().flush();
                return Optional.empty();
            }
        }

        OptionalInt port() {
            return pages.map(each -> OptionalInt.of(each.port())).orElse(OptionalInt.empty());
        }

        @Override
        public void close() {
            pages.ifPresent(StatusPages::close);
        }
    }

    private PersonNotices notices(GatewayFolder folder, GatewaySettings settings, PageLinks links) throws IOException {
        Optional<Desktop> desktop =
                settings.notices() ? Desktop.of(System.getProperty("os.name", ""), System.getenv()) : Optional.empty();
        var language = Language.of(Locale.getDefault().toLanguageTag()).orElse(Language.ENGLISH);
        return new PersonNotices(
                folder,
                links,
                desktop.map(each -> new DesktopNotice(each, language, new SystemCommands(), links::file)),
                program.clock());
    }

    private Gateway.Ports ports(Gateway.Ports before) {
        Map<Protocol, Integer> numbers = new EnumMap<>(before.ports());
        set(numbers, Protocol.IMAP, imap);
        set(numbers, Protocol.POP3, pop3);
        set(numbers, Protocol.SMTP, smtp);
        if (numbers.isEmpty()) throw new Mistake("With all ports off there is nothing to run.");
        return new Gateway.Ports(
                listen.isEmpty()
                        ? before.addresses()
                        : listen.stream().map(GatewayRun::address).toList(),
                numbers);
    }

    private static void set(Map<Protocol, Integer> numbers, Protocol protocol, @Nullable Integer port) {
        if (port == null) return;
        port(port);
        if (port == 0) numbers.remove(protocol);
        else numbers.put(protocol, port);
    }

    private static void port(int port) {
        if (port < 0 || port > PORTS) throw new Mistake(port + " is no port. There are 1 to " + PORTS + ".");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new Mistake("--listen " + text + " is no address. Write it like 192.168.1.10.", e);
        }
    }
}
