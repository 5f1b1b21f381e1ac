package org.mailstead.server.transcript;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.Use;
import org.mailstead.ldap.LdapServer;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.Template;
import org.mailstead.oauth.Grant;
import org.mailstead.oauth.Grants;
import org.mailstead.server.OpenStore;
import org.mailstead.server.system.TestServer;
import org.mailstead.testkit.Authenticator;

/** What people of the scene sign in with besides their passwords. */
final class SecretsOfScene {
    private static final Duration DAY = Duration.ofDays(1);

    /** Nobody listens there, and the system says so at once. */
    private static final int CLOSED_PORT = 1;

    private final OpenStore open;
    private final Map<String, String> kept;
    private final OpenStore yesterday;
    private final Random random = new Random(3);

    SecretsOfScene(OpenStore open, Map<String, String> kept) {
        this.open = open;
        this.kept = kept;
        var before = Clock.offset(TestServer.CLOCK, DAY.negated());
        yesterday = OpenStore.over(open.store(), PasswordHashing.Cost.CHEAP, before, new Random(2));
    }

    private static MailAddress address(String typed) {
        return MailAddress.parse(typed).orElseThrow();
    }

    void make(Given.AppPassword one) {
        var passwords = (one.ended() ? yesterday : open).directory().appPasswords();
        var end = Optional.of(TestServer.CLOCK.instant().minusSeconds(1)).filter(_ -> one.ended());
        kept.put(
                one.name(),
                passwords
                        .make(address(one.owner()), one.name(), uses(one.uses()), end)
                        .secret());
    }

    private static Set<Use> uses(String word) {
        return switch (word) {
            case "reading" -> AppPasswords.reading();
            case "sending" -> AppPasswords.sending();
            default -> EnumSet.copyOf(AppPasswords.everything());
        };
    }

    void make(Given.SecondFactor one) {
        var factors = open.directory().secondFactors();
        String secret = factors.begin(address(one.owner())).secret();
        factors.confirm(address(one.owner()), Authenticator.code(secret, TestServer.CLOCK.instant()));
    }

    void make(Given.Token one) {
        var account = open.directory().account(address(one.owner())).orElseThrow();
        var clock = one.state() == Given.TokenState.ENDED
                ? Clock.offset(TestServer.CLOCK, Grants.ACCESS.negated())
                : TestServer.CLOCK;
        var grants = open.grants(clock, random);
        var agreed = new Grant.Agreed(account.id(), "open", one.name(), one.scope());
        kept.put(
                one.name(),
                grants.begin(agreed, InetAddress.getLoopbackAddress()).access());
        if (one.state() == Given.TokenState.TAKEN_BACK) grants.of(account.id()).forEach(grants::revoke);
    }

    /** Settings of a directory that cannot be reached. */
    static LdapSettings deadDirectory(String domain) {
        return new LdapSettings(
                List.of(new LdapServer("localhost", CLOSED_PORT, false)),
                new LdapSettings.Security(false, Optional.empty()),
                new LdapSettings.Login("", Optional.empty()),
                new LdapSettings.Lookup.Search(
                        "dc=example", Template.filter("(mail={address})").orElseThrow(), List.of("mail")),
                List.of(domain),
                LdapSettings.Newcomers.AT_SIGN_IN,
                LdapSettings.Memory.STANDARD,
                LdapSettings.Limits.STANDARD);
    }
}
