package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.KeyCost;
import org.mailstead.gateway.Surroundings;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Option;

/** What the commands of the gateway have in common. */
final class GatewayOptions {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "where the gateway keeps its accounts (default: .mailstead/gateway at home)")
    private @Nullable Path folder;

    GatewayFolder folder(Program program) {
        Path chosen = folder == null
                ? Path.of(System.getProperty("user.home", "."), ".mailstead", "gateway")
                : program.folder().resolve(folder).normalize();
        return new GatewayFolder(chosen, KeyCost.STANDARD, program.random());
    }

    /** For what a person would have to type again. */
    String words() {
        return folder == null ? "" : " --folder " + folder;
    }

    GatewayAccount account(Program program, String address) throws IOException {
        return folder(program)
                .account(address)
                .orElseThrow(() -> new Mistake("The gateway has no account " + address + ". It has those of"
                        + " \"mailstead gateway list" + words() + "\"; this one is added by: mailstead gateway add"
                        + words() + " " + address));
    }

    Surroundings around(Program program, Optional<Path> trust) {
        if (trust.isPresent() && !Files.isReadable(trust.get()))
            throw new Mistake("The certificates in " + trust.get() + " cannot be read.");
        return Surroundings.ofThisMachine(trust, program.clock(), program.random());
    }
}
