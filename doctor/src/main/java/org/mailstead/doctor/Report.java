package org.mailstead.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.finder.Finding;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.settings.AccountSettings;

/**
 * What came of an examination. No secret is in it.
 *
 * @param verdicts what stops mail first, and of that the lowest rung; empty if all is well
 * @param remarks what else was seen; may be empty
 * @param lights of every rung
 * @param corrected what the program should be set to; empty if that is not known
 */
public record Report(
        Evidence evidence,
        Optional<Finding> finding,
        List<Verdict> verdicts,
        List<Remark> remarks,
        Map<Rung, Light> lights,
        Optional<AccountSettings> corrected) {
    public Report {
        verdicts = List.copyOf(verdicts);
        remarks = List.copyOf(remarks);
        lights = Map.copyOf(lights);
    }

    /** The one that counts. */
    public Optional<Verdict> headline() {
        return verdicts.stream().findFirst();
    }

    /** Whether nothing stops mail. */
    public boolean isWell() {
        return verdicts.stream().noneMatch(Verdict::stops);
    }

    /** Whether the settings that the program has should be changed. */
    public boolean hasCorrections() {
        return verdicts.stream().anyMatch(each -> each.corrected().isPresent());
    }
}
