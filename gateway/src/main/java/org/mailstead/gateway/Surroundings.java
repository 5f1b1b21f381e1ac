package org.mailstead.gateway;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the gateway has of the world.
 *
 * @param forms how token services are asked
 * @param outside how mail servers are reached
 * @param random a secure one
 * @param pause how time is let pass
 */
public record Surroundings(Forms forms, Outside outside, Clock clock, RandomGenerator random, Pause pause) {}
