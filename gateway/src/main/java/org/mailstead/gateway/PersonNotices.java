package org.mailstead.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.gateway.Gateway.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the person of an account that needs one: by their mail program, in the log, and on the desktop where there is one. Log and desktop
 * once a day for each account and what is the matter with it, also over a new start.
 */
public final class PersonNotices implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger(PersonNotices.class);

    /** Who has put it off wants to hear of it again, but not at each look for mail. */
    static final Duration BETWEEN = Duration.ofDays(1);

    /** The person's screen. */
    public interface Desktop {
        /** At once; what comes of it is waited for elsewhere. */
        void tell(String address, Trouble trouble);
    }

    private final GatewayFolder folder;
    private final PageLinks links;
    private final Optional<Desktop> desktop;
    private final InstantSource clock;
    private final TreeMap<String, Instant> told;

    /** @param desktop empty if there is none, or nobody wants to be told there */
    public PersonNotices(GatewayFolder folder, PageLinks links, Optional<Desktop> desktop, InstantSource clock)
            throws IOException {
        this.folder = folder;
        this.links = links;
        this.desktop = desktop;
        this.clock = clock;
        told = new TreeMap<>(folder.notices());
    }

    @Override
    public synchronized void look(Status status) {
        if (status.trouble().isEmpty()) return;
        Trouble trouble = status.trouble().get();
        if (!trouble.kind().needsPerson() || !isDue(status.address() + " " + trouble.kind())) return;
        String where = links.file().map(file -> " What to do: " + file.toUri()).orElse("");
        LOG.warn("{} [{}]{}", trouble.words(), trouble.kind().doctor(), where);
        desktop.ifPresent(each -> each.tell(status.address(), trouble));
    }

    private boolean isDue(String what) {
        Instant now = clock.instant();
        // Also what is said to be of the future: the clock was put back.
        told.values().removeIf(at -> at.isAfter(now) || !now.isBefore(at.plus(BETWEEN)));
        if (told.containsKey(what)) return false;
        told.put(what, now);
        try {
            folder.writeNotices(told);
        } catch (IOException e) {
            LOG.warn(
                    "What was said cannot be written down, and is said again after the next start: {}", e.getMessage());
        }
        return true;
    }

    @Override
    public Trouble toProgram(String address, Trouble trouble) {
        if (!trouble.kind().needsPerson()) return trouble;
        String first = trouble.kind() == Trouble.Kind.SIGN_IN_AGAIN ? "Sign in again: " : "What to do: ";
        // In front: programs show the beginning.
        return links.forAccount(address)
                .map(link -> new Trouble(
                        trouble.kind(),
                        first + link + " (on the machine of the gateway). " + trouble.words(),
                        trouble.said()))
                .orElse(trouble);
    }
}
