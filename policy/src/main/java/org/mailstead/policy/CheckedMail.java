package org.mailstead.policy;

import java.util.Optional;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.Findings;

/** Told of each message whose claims were checked, whatever became of it. Called on the session's thread. */
@FunctionalInterface
public interface CheckedMail {
    CheckedMail NOBODY = (_, _) -> {};

    /** @param applied why it was not treated as the policy of its domain wants, if it was not */
    void checked(Findings findings, Optional<Exemption> applied);
}
