package org.mailstead.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mailstead.server.Mistake;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.ConfigurationException;
import org.mailstead.server.config.ConfigurationFile;
import picocli.CommandLine.Option;

/** The options that say which server is meant. */
final class DataOptions {
    /** Looked for in this order where none is named. */
    static final String HERE = "mailstead.toml";

    static final Path SYSTEM = Path.of("/etc/mailstead/mailstead.toml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration file (default: mailstead.toml here, else /etc/mailstead/mailstead.toml)")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the data folder, in place of the one the configuration names")
    private @Nullable Path data;

    /** The data folder meant; the configuration is read only if it has to say. */
    Path dataFolder(Path folder) {
        return data == null
                ? configuration(folder).data()
                : folder.resolve(data).normalize();
    }

    Configuration configuration(Path folder) {
        try {
            var read = ConfigurationFile.read(file(folder));
            if (data == null) return read;
            return read.in(folder.resolve(data).normalize());
        } catch (ConfigurationException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private Path file(Path folder) {
        if (config != null) return folder.resolve(config).normalize();
        if (Files.exists(folder.resolve(HERE))) return folder.resolve(HERE);
        if (Files.exists(SYSTEM)) return SYSTEM;
        throw new Mistake("There is no configuration: neither " + folder.resolve(HERE) + " nor " + SYSTEM
                + ". Make one with \"mailstead init DOMAIN\", or name one with --config.");
    }
}
