package org.mailstead.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mailstead.inbound.DkimKeys;
import org.mailstead.server.DataFolder;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import org.mailstead.server.OpenStore;
import org.mailstead.server.config.ConfigurationException;
import org.mailstead.server.config.ConfigurationFile;
import org.mailstead.server.config.ConfigurationText;
import org.mailstead.wire.SelfSigned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "init",
        description =
                "Sets up a new server: configuration, data folder, a certificate to begin with, and the first domain.",
        footer = {"", "Example:", "  mailstead init example.org --data /var/lib/mailstead"})
final class Init implements Callable<Integer> {
    private final Program program;

    @Parameters(arity = "0..1", paramLabel = "DOMAIN", description = "the first domain to take mail for")
    private @Nullable String domain;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data folder (default: mailstead-data beside the configuration)")
    private Path data = Path.of("mailstead-data");

    @Option(names = "--config", paramLabel = "FILE", description = "the file to write (default: mailstead.toml here)")
    private Path config = Path.of(DataOptions.HERE);

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "this machine's full name (default: mail.DOMAIN, else its own)")
    private @Nullable String hostname;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    Init(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        Path file = program.folder().resolve(config).normalize();
        Path folder = dataFolder(file);
        if (Files.exists(file))
            throw new Mistake(file + " is there already, so nothing was changed. To begin anew, move it away first.");
        String name = checkedHostname(file, folder);
        DataFolder.create(folder);
        makeCertificate(folder, name);
        try (var taken = DataFolder.take(folder);
                var open = OpenStore.open(taken, program.clock(), program.random())) {
            if (domain != null && !open.directory().domains().contains(domain))
                new DkimKeys(open.directory(), program.clock())
                        .begin(open.directory().addDomain(domain));
        }
        // Last, so that a file that is there means that all the rest is.
        write(file, ConfigurationText.newFile(name, folder.toString()));
        tell(file, folder, name);
        return 0;
    }

    private Path dataFolder(Path file) {
        Path besides = file.toAbsolutePath().getParent();
        boolean named = !data.equals(Path.of("mailstead-data"));
        return (named || besides == null ? program.folder() : besides)
                .resolve(data)
                .normalize();
    }

    private String checkedHostname(Path file, Path folder) {
        String name = hostname != null ? hostname : domain != null ? "mail." + domain : thisMachine();
        try {
            return ConfigurationFile.parse(file, ConfigurationText.newFile(name, folder.toString()))
                    .hostname();
        } catch (ConfigurationException e) {
            throw new Mistake("\"" + name + "\" is not a host name. Give this machine's full name with --hostname.", e);
        }
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private void makeCertificate(Path folder, String name) throws IOException {
        Path certificate = folder.resolve("tls/certificate.pem");
        if (Files.exists(certificate)) return;
        var names = new ArrayList<>(List.of(name));
        if (domain != null) names.add(domain);
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        SelfSigned.write(
                certificate,
                folder.resolve("tls/key.pem"),
                names.stream().distinct().toList(),
                program.clock());
    }

    private static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) Files.createDirectories(parent);
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }

    private void tell(Path file, Path folder, String name) {
        if (json) {
            program.terminal().out().println(Json.object(j -> {
                j.writeStringProperty("config", file.toString());
                j.writeStringProperty("data", folder.toString());
                j.writeStringProperty("hostname", name);
            }));
            return;
        }
        String shown = domain == null ? "example.org" : domain;
        program.terminal()
                .out()
                .println(
                        "Wrote " + file + " and made the data folder " + folder + ".\n"
                                + "\nNext:\n"
                                + (domain == null ? "  mailstead domain add " + shown + "\n" : "")
                                + "  mailstead account add ann@" + shown
                                + "      makes an account and prints its password\n"
                                + "  mailstead serve                          starts the server\n"
                                + "\nBefore others use it:\n"
                                + "  - The DNS has to say where mail for " + shown
                                + " goes and who may send it. All records:\n"
                                + "      mailstead dns records " + shown + "\n"
                                + "    and when they are published: mailstead dns check " + shown + "\n"
                                + "  - The certificate is one for trying out: mail programs will ask whether to trust it. Have real\n"
                                + "    ones got: set agree-to-terms in [acme] of " + file + ",\n"
                                + "    or put the files of one into [tls].\n"
                                + "  - Ports below 1024 need rights: run as a service with CAP_NET_BIND_SERVICE, or set other ports there.");
    }
}
