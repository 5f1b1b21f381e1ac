package org.mailstead.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/**
 * An account of a server of ours whose mailbox is at a provider: who has signed in here goes on there. May be used from any thread; one
 * for each account in a process, since it counts connections.
 */
public final class OutsideAccount {
    private final ProviderAccount there;
    private final AccountTokens tokens;
    private final Reach reach;
    private final String account;
    private final Opens opens;

    /** A session at the provider, signed in. */
    public static final class Session implements AutoCloseable {
        private final Way way;
        private final Protocol protocol;

        private Session(Way way, Protocol protocol) {
            this.way = way;
            this.protocol = protocol;
        }

        /** What the provider can, as a program is to be told that has signed in: capabilities, or lines of EHLO. */
        public List<String> offer() {
            List<String> offer = way.signedIn().offer();
            return protocol == Protocol.IMAP ? ImapCapabilities.that(offer) : offer;
        }

        /** Passes everything through until one of the two goes; both are closed then. */
        public void pass(Connection program) {
            way.pass(program);
        }

        @Override
        public void close() {
            way.close();
        }
    }

    private OutsideAccount(
            String account, ProviderAccount there, AccountTokens tokens, Opens opens, Surroundings around) {
        this.account = account;
        this.there = there;
        this.tokens = tokens;
        this.opens = opens;
        reach = new Reach(around.outside());
    }

    private enum Opens {
        APP,
        PERSON,
        PASSWORD
    }

    /**
     * One that a person has signed in, or that a password of the provider's opens.
     *
     * @param account its address here
     */
    public static OutsideAccount signedIn(String account, GatewayAccount settings, Kept kept, Surroundings around) {
        AccountTokens tokens = AccountTokens.of(settings, kept, around);
        return settings.oauth().isPresent()
                ? new OutsideAccount(account, there(settings, Opener.of(tokens), around), tokens, Opens.PERSON, around)
                : new OutsideAccount(account, there(settings, Opener.of(kept), around), tokens, Opens.PASSWORD, around);
    }

    /**
     * One that an app registration opens.
     *
     * @param account its address here
     */
    public static OutsideAccount byApp(String account, GatewayAccount settings, AppTokens app, Surroundings around) {
        Opener opener = Opener.of(app.tokens());
        return new OutsideAccount(account, there(settings, opener, around), app.tokens(), Opens.APP, around);
    }

    private static ProviderAccount there(GatewayAccount settings, Opener opener, Surroundings around) {
        return new ProviderAccount(settings, opener, new Conduct(settings.habits(), around.clock(), around.pause()));
    }

    public GatewayAccount settings() {
        return there.settings();
    }

    /** To the provider. Takes at most a minute and a half: for a place among few connections, a token, and the sign-in. */
    public Session open(Protocol protocol) throws NotNow {
        try {
            return new Session(there.way(reach, protocol), protocol);
        } catch (NotNow e) {
            throw new NotNow(explained(e.trouble()));
        }
    }

    /** What keeps programs from one protocol of the provider now; tries each. Empty if all work. */
    public List<Trouble> look() {
        var troubles = new ArrayList<Trouble>();
        for (Protocol each : settings().protocols()) {
            try {
                open(each).close();
            } catch (NotNow e) {
                troubles.add(e.trouble());
            }
        }
        return List.copyOf(troubles);
    }

    /** What kept the last program from the provider; empty if nothing did. */
    public Optional<Trouble> trouble() {
        return there.trouble().map(this::explained);
    }

    /** When the token in use ends; empty if none is. */
    public Optional<Instant> tokenUntil() {
        return opens == Opens.PASSWORD ? Optional.empty() : tokens.end();
    }

    /** Somebody has signed in at this time: what was got of an earlier sign-in is worth nothing. */
    public void signedIn(Instant when) {
        if (opens == Opens.PERSON) tokens.signedIn(when);
    }

    /** Uses a person's sign-in if nobody has for so long, lest the provider ends it. */
    public void keepAlive(Duration unused) {
        if (opens != Opens.PERSON) return;
        try {
            tokens.renewIfUnused(unused);
        } catch (NotNow e) {
            // Who asks how the account is hears it.
        }
    }

    private Trouble explained(Trouble trouble) {
        return BackedWords.of(trouble, settings().address(), account, opens == Opens.APP);
    }
}
