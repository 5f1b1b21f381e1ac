package org.mailstead.imap;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a client of changes unasked. Costs nothing while nothing happens: a thread is started when there is something. */
final class Push {
    private final ImapSession session;
    private final AtomicBoolean started = new AtomicBoolean();

    Push(ImapSession session) {
        this.session = session;
    }

    /** Called by the store, which must not wait for us. */
    void hint() {
        if (started.compareAndSet(false, true)) Thread.startVirtualThread(this::run);
    }

    private void run() {
        try {
            // Only when its turn has come does it look, and later changes need another one: so two threads are the
            // most.
            session.push(() -> started.set(false));
        } catch (IOException gone) {
            session.connection().close();
        } catch (RuntimeException e) {
            session.log("cannot tell changes: {}", e.toString());
            session.connection().close();
        }
    }
}
