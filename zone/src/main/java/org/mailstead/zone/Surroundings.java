package org.mailstead.zone;

import java.time.Clock;
import org.mailstead.dns.Resolver;
import org.mailstead.tlspolicy.PolicyHost;

/**
 * What the checks ask.
 *
 * @param clock for what expires
 * @param policies as others fetch them
 */
public record Surroundings(Resolver resolver, Clock clock, PolicyHost policies) {}
