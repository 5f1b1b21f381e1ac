package org.mailstead.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.ldap.LdapSettings.Lookup;

/** Goes through all that has to work for somebody to sign in by LDAP, one step after the other, and tells of each. Remembers nothing. */
public final class LdapCheck {
    private final LdapSettings settings;
    private final LdapDialer dialer;
    private final Clock clock;

    /** @throws org.mailstead.wire.TlsSetupException if the file with certificates cannot be used */
    public LdapCheck(LdapSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        dialer = new LdapDialer(settings);
    }

    /** @param text one or two plain sentences, with what to do where it did not work */
    public record Step(boolean worked, String text) {}

    /** What one server does; ends with the first step that did not work. */
    public record Ladder(LdapServer server, List<Step> steps) {
        public Ladder {
            steps = List.copyOf(steps);
        }

        /** Whether all of it worked. */
        public boolean worked() {
            return steps.stream().allMatch(Step::worked);
        }
    }

    /**
     * Each server on its own, in their order.
     *
     * @param password not empty; without one nobody's is tried
     */
    public List<Ladder> of(MailAddress address, Optional<String> password) {
        return settings.servers().stream()
                .map(server -> new Ladder(server, climb(server, address, password)))
                .toList();
    }

    private List<Step> climb(LdapServer server, MailAddress address, Optional<String> password) {
        var steps = new ArrayList<Step>();
        try {
            Optional<Person> person = Optional.empty();
            try (LDAPConnection connection = dialer.connect(server)) {
                steps.add(new Step(true, "Connected, " + encryption(connection.getSSLSession()) + "."));
                if (settings.lookup() instanceof Lookup.Search) {
                    dialer.signIn(connection);
                    String dn = settings.login().dn();
                    steps.add(new Step(
                            true,
                            dn.isEmpty() ? "Searches as nobody: ldap.bind-dn is empty." : "Signed in as " + dn + "."));
                }
                person = told(find(connection, address), steps);
            }
            if (person.isPresent() && password.isPresent())
                steps.add(tried(server, person.get().dn(), password.get()));
        } catch (LdapTrouble trouble) {
            steps.add(new Step(false, capital(String.valueOf(trouble.getMessage())) + "."));
        }
        return steps;
    }

    private static String encryption(@org.jspecify.annotations.Nullable SSLSession session) {
        if (session == null) return "without TLS: passwords can be read on the way, if it leaves this machine";
        return "over " + session.getProtocol() + ", and the certificate is good for the name";
    }

    private Found find(LDAPConnection connection, MailAddress address) throws LdapTrouble {
        return switch (settings.lookup()) {
            case Lookup.Direct direct -> PersonSearch.direct(direct, address);
            case Lookup.Search search -> {
                try {
                    yield new PersonSearch(settings).search(connection, search, address);
                } catch (LDAPException e) {
                    throw ServerPool.cannotSearch(e, search);
                }
            }
        };
    }

    private Optional<Person> told(Found found, List<Step> steps) {
        return switch (found) {
            case Found.One(var person) -> {
                String addresses = String.join(
                        ", ",
                        person.addresses().stream().map(MailAddress::toString).toList());
                steps.add(new Step(
                        true,
                        "Found " + LdapTrouble.shown(person.dn()) + (addresses.isEmpty() ? "" : ", with " + addresses)
                                + "."));
                yield Optional.of(person);
            }
            case Found.None(var why) -> {
                steps.add(
                        new Step(
                                false,
                                "Nobody found: " + why
                                        + ". Look at ldap.base, ldap.filter (or ldap.dn), and whether ldap.bind-dn may see the entry."));
                yield Optional.empty();
            }
            case Found.Several(var dns) -> {
                steps.add(
                        new Step(
                                false,
                                "More than one fits: " + String.join(" and ", dns)
                                        + ". Nobody gets in so. Make ldap.filter fit one, or take the address from one of them."));
                yield Optional.empty();
            }
        };
    }

    private Step tried(LdapServer server, String dn, String password) throws LdapTrouble {
        var pool = new ServerPool(server, settings, dialer, clock);
        BindAnswer answer = pool.tryPassword(dn, password);
        return new Step(answer.verdict() == Verdict.RIGHT, capital(answer.why()) + ".");
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
