package org.mailstead.server;

import java.time.Clock;
import java.time.ZoneId;
import org.mailstead.directory.Directory;
import org.mailstead.server.config.Configuration;
import org.mailstead.why.Explanations;
import org.mailstead.why.Replies;

/**
 * What people are told whose programs do not connect.
 *
 * @param texts for the programs themselves
 * @param explanations for pages
 */
record Explaining(OwnDoors doors, Replies texts, Explanations explanations) {
    static Explaining of(Configuration configuration, Directory directory, Clock clock) {
        var doors = new OwnDoors(configuration);
        var languages = directory.languages(configuration.signIn().language());
        return new Explaining(
                doors,
                new Replies(languages, doors, clock),
                new Explanations(directory, doors, clock, ZoneId.systemDefault()));
    }
}
