package org.mailstead.consulting;

import java.util.Optional;
import org.mailstead.doctor.Report;

/**
 * What came of an examination.
 *
 * @param silence why the machine elsewhere told nothing, in words that follow a colon; empty if it did, or was not asked
 */
public record Examined(Report report, Optional<String> silence) {}
