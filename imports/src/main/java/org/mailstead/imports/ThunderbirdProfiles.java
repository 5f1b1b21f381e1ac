package org.mailstead.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailstead.imports.IniText.Dialect;
import org.mailstead.imports.IniText.Section;
import org.mailstead.imports.Remark.Kind;

/** The folder above the profiles of Thunderbird. It says which of them is opened. */
final class ThunderbirdProfiles implements ProgramSettings {
    static final String LIST = "profiles.ini";

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        Path file = Files.isDirectory(path) ? path.resolve(LIST) : path;
        var sections = IniText.parse(reading.open(file), Dialect.PLAIN, Set.of());
        var profiles = new ArrayList<Path>();
        for (Section each : sections)
            if (each.name().startsWith("Profile")) folder(each, file, reading).ifPresent(profiles::add);
        profiles.removeIf(each -> !Files.isRegularFile(each.resolve(Thunderbird.PREFERENCES)));
        if (profiles.isEmpty())
            throw new UnreadableProgram(
                    file + " names no profile that is there. Start Thunderbird once, or name the profile's folder.");
        Path chosen = chosen(sections, file, reading).filter(profiles::contains).orElse(profiles.getFirst());
        var accounts = new Thunderbird().read(chosen, reading);
        if (profiles.size() == 1) return accounts;
        String others = profiles.stream()
                .filter(each -> !each.equals(chosen))
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return accounts.stream()
                .map(each -> each.with(Remark.of(Kind.OTHER_PROFILES, new Place(file, 0), "others", others)))
                .toList();
    }

    /** Each installed program has a section of its own, which counts more than the mark of the times before. */
    private static Optional<Path> chosen(List<Section> sections, Path file, Reading reading) {
        for (Section each : sections)
            if (each.name().startsWith("Install") && each.entry("default").isPresent())
                return reading.path(each.value("default"), file);
        return sections.stream()
                .filter(each -> each.name().startsWith("Profile")
                        && each.value("default").equals("1"))
                .findFirst()
                .flatMap(each -> folder(each, file, reading));
    }

    private static Optional<Path> folder(Section profile, Path file, Reading reading) {
        String path = profile.value("path");
        return path.isEmpty() ? Optional.empty() : reading.path(path, file);
    }
}
