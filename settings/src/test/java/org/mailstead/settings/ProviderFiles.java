package org.mailstead.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of the table as they are in the source, in the order of their ids; tests run in their module's folder. */
final class ProviderFiles {
    static final Path FOLDER = Path.of("src/main/resources/org/mailstead/settings/providers");

    private static final String ENDING = ".toml";

    private ProviderFiles() {}

    static List<Provider> read() throws IOException, ProviderFileException {
        var providers = new ArrayList<Provider>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(ENDING)) continue;
                String id = name.substring(0, name.length() - ENDING.length());
                providers.add(ProviderFile.parse(id, Files.readString(file)));
            }
        }
        providers.sort(Comparator.comparing(Provider::id));
        return providers;
    }
}
