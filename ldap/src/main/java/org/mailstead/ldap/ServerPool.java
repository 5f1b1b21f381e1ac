package org.mailstead.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.experimental.DraftBeheraLDAPPasswordPolicy10RequestControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.ldap.LdapSettings.Lookup;

/** One server: its connections, and whether it answers. */
final class ServerPool {
    /** Firewalls forget connections that say nothing without a word, the shortest-lived after a few minutes. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private record Waiting(LDAPConnection connection, Instant since) {}

    private final LdapServer server;
    private final LdapSettings settings;
    private final LdapDialer dialer;
    private final PersonSearch people;
    private final Clock clock;
    private final Deque<Waiting> idle = new ArrayDeque<>();
    private boolean closed;

    final Health health;

    ServerPool(LdapServer server, LdapSettings settings, LdapDialer dialer, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.dialer = dialer;
        this.clock = clock;
        people = new PersonSearch(settings);
        health = new Health(server, clock);
    }

    LdapServer server() {
        return server;
    }

    /** @throws LdapTrouble if this server, or what the settings say of it, is not fit to answer anybody */
    Found find(MailAddress address) throws LdapTrouble {
        return switch (settings.lookup()) {
            case Lookup.Direct direct -> PersonSearch.direct(direct, address);
            case Lookup.Search search -> search(search, address);
        };
    }

    private Found search(Lookup.Search search, MailAddress address) throws LdapTrouble {
        Optional<LDAPConnection> used = takeIdle();
        if (used.isPresent()) {
            try {
                return searched(used.get(), search, address);
            } catch (LDAPException e) {
                // It may have been closed while it was idle, which says nothing of the server.
                if (!LdapTrouble.isBroken(e)) throw cannotSearch(e, search);
            }
        }
        LDAPConnection fresh = dialer.connect(server);
        try {
            dialer.signIn(fresh);
            return searched(fresh, search, address);
        } catch (LdapTrouble e) {
            fresh.close();
            throw e;
        } catch (LDAPException e) {
            throw cannotSearch(e, search);
        }
    }

    private Found searched(LDAPConnection connection, Lookup.Search search, MailAddress address) throws LDAPException {
        Found found;
        try {
            found = people.search(connection, search, address);
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
        giveBack(connection);
        return found;
    }

    static LdapTrouble cannotSearch(LDAPException e, Lookup.Search search) {
        if (LdapTrouble.isBroken(e)) return LdapTrouble.connecting(e, "the search");
        String said = "(" + e.getResultCode().getName() + ", " + LdapTrouble.shown(e.getDiagnosticMessage()) + ")";
        return new LdapTrouble(
                switch (e.getResultCode().intValue()) {
                    case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
                        "there is nothing at " + search.base() + ", or ldap.bind-dn may not see it " + said
                                + ". Look at ldap.base and ldap.bind-dn";
                    case ResultCode.REFERRAL_INT_VALUE ->
                        "it names another server for " + search.base()
                                + ", which is not followed. Name that one in ldap.servers";
                    case ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE, ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE ->
                        "the search takes it too long " + said + ". Give it an index of the attributes in ldap.filter";
                    default ->
                        "it does not take the search " + said
                                + ". Look at ldap.bind-dn, which may have to be allowed to search, and at ldap.filter";
                },
                e);
    }

    /** Tries a password, which must not be empty, on a connection of its own. */
    BindAnswer tryPassword(String dn, String password) throws LdapTrouble {
        if (password.isEmpty()) throw new IllegalArgumentException("a bind without password succeeds");
        try (LDAPConnection connection = dialer.connect(server)) {
            return bind(connection, dn, password);
        }
    }

    private static BindAnswer bind(LDAPConnection connection, String dn, String password) {
        try {
            BindResult result = connection.bind(
                    new SimpleBindRequest(dn, password, new DraftBeheraLDAPPasswordPolicy10RequestControl()));
            return BindAnswer.of(result);
        } catch (LDAPBindException e) {
            return BindAnswer.of(e.getBindResult());
        } catch (LDAPException e) {
            // Some servers let wrong passwords wait; that one person waits is no reason to think the server down.
            return new BindAnswer(
                    Verdict.UNAVAILABLE,
                    String.valueOf(
                            LdapTrouble.connecting(e, "the bind as this person").getMessage()));
        }
    }

    private Optional<LDAPConnection> takeIdle() {
        var old = new ArrayList<LDAPConnection>();
        try {
            synchronized (idle) {
                Instant oldest = clock.instant().minus(IDLE);
                while (!idle.isEmpty() && idle.peekFirst().since().isBefore(oldest))
                    old.add(idle.removeFirst().connection());
                Waiting newest = idle.pollLast();
                return newest == null ? Optional.empty() : Optional.of(newest.connection());
            }
        } finally {
            old.forEach(LDAPConnection::close);
        }
    }

    private void giveBack(LDAPConnection connection) {
        synchronized (idle) {
            if (!closed && idle.size() < settings.limits().atOnce()) {
                idle.addLast(new Waiting(connection, clock.instant()));
                return;
            }
        }
        connection.close();
    }

    void close() {
        List<Waiting> all;
        synchronized (idle) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(each -> each.connection().close());
    }
}
