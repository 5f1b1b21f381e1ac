package org.mailstead.statuspage;

import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.NotNow;
import org.mailstead.gateway.Surroundings;
import org.mailstead.gateway.Trouble;

/** Sign-ins that were begun on the page, until somebody has looked what came of them. */
final class SignIns implements AutoCloseable {
    /** Kept at once: one for each account that somebody sees to on one day. The oldest goes. */
    private static final int MOST = 20;

    private static final int ID_BYTES = 8;

    private final GatewayFolder folder;
    private final Surroundings around;
    private final Runnable done;
    private final Map<String, SignIn> all = new LinkedHashMap<>();

    /** What came of one. */
    sealed interface Outcome {
        record Done(Enrolled enrolled) implements Outcome {}

        record Failed(Trouble trouble) implements Outcome {}
    }

    /** How somebody signs in. */
    enum How {
        BROWSER,
        CODE,
        PASSWORD
    }

    /** One that is waited for, or was. */
    static final class SignIn {
        final String address;

        /** Where the person goes; empty where a password was typed. */
        final Optional<URI> page;

        /** What to type there; empty if nothing is. */
        final Optional<String> code;

        private volatile Optional<Outcome> outcome = Optional.empty();
        private volatile Runnable end = () -> {};

        private SignIn(String address, Optional<URI> page, Optional<String> code) {
            this.address = address;
            this.page = page;
            this.code = code;
        }

        /** Empty while it is waited for. */
        Optional<Outcome> outcome() {
            return outcome;
        }
    }

    private interface Waiting {
        Enrolled await() throws NotNow, IOException;
    }

    /** @param done what to do when somebody has signed in */
    SignIns(GatewayFolder folder, Surroundings around, Runnable done) {
        this.folder = folder;
        this.around = around;
        this.done = done;
    }

    static String drawn(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Begins one in place of any for the same account. With a code it asks the provider first.
     *
     * @param back for its id, where the browser comes back to
     * @return its id
     * @throws NotNow if the provider does not begin
     */
    String begin(GatewayAccount account, How how, String password, Function<String, URI> back)
            throws NotNow, IOException {
        String id = drawn(around.random());
        var enrolment = Enrolment.again(folder, around, account);
        switch (how) {
            case BROWSER -> {
                var browser = enrolment.byBrowser(0, Optional.of(back.apply(id)));
                var signIn = new SignIn(account.address(), Optional.of(browser.page()), Optional.empty());
                put(id, signIn);
                start(signIn, () -> {
                    try (browser) {
                        return browser.await();
                    }
                });
            }
            case CODE -> {
                var device = enrolment.byCode();
                var signIn = new SignIn(account.address(), Optional.of(device.page()), Optional.of(device.code()));
                put(id, signIn);
                start(signIn, device::await);
            }
            case PASSWORD -> {
                var signIn = new SignIn(account.address(), Optional.empty(), Optional.empty());
                put(id, signIn);
                start(signIn, () -> enrolment.byPassword(password));
            }
        }
        return id;
    }

    private synchronized void put(String id, SignIn signIn) {
        var old = all.values().iterator();
        while (old.hasNext()) {
            SignIn each = old.next();
            if (all.size() < MOST && !each.address.equalsIgnoreCase(signIn.address)) continue;
            each.end.run();
            old.remove();
        }
        all.put(id, signIn);
    }

    private void start(SignIn signIn, Waiting waiting) {
        Thread thread = Thread.ofVirtual().name("sign-in").unstarted(() -> {
            try {
                var came = new Outcome.Done(waiting.await());
                done.run();
                signIn.outcome = Optional.of(came);
            } catch (NotNow e) {
                signIn.outcome = Optional.of(new Outcome.Failed(e.trouble()));
            } catch (IOException e) {
                var trouble = new Trouble(Trouble.Kind.VAULT, "It cannot be kept: " + e.getMessage());
                signIn.outcome = Optional.of(new Outcome.Failed(trouble));
            }
        });
        signIn.end = thread::interrupt;
        thread.start();
    }

    synchronized Optional<SignIn> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public synchronized void close() {
        all.values().forEach(each -> each.end.run());
        all.clear();
    }
}
