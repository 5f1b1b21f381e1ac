package org.mailstead.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.ldap.LdapServer;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.ldap.LdapSettings.Limits;
import org.mailstead.ldap.LdapSettings.Login;
import org.mailstead.ldap.LdapSettings.Lookup;
import org.mailstead.ldap.LdapSettings.Memory;
import org.mailstead.ldap.LdapSettings.Newcomers;
import org.mailstead.ldap.LdapSettings.Security;
import org.mailstead.ldap.Template;
import org.mailstead.server.config.Setting.Kind;

/** People whose passwords are in an LDAP directory. */
final class LdapTable {
    private static final String OFF = "\"\"";

    static final Setting DOMAINS = new Setting(
            "ldap.domains",
            new Kind.Texts("domains, such as [\"example.org\"]"),
            "[]",
            "Domains whose people have their passwords in an LDAP directory ([ldap.md](ldap.md)). Empty: none.");
    static final Setting SERVERS = new Setting(
            "ldap.servers",
            new Kind.Texts("servers, such as [\"ldaps://ldap.example.org\", \"ldap://ldap2.example.org:389\"]"),
            "[]",
            "The servers of the directory, asked in this order. ldaps:// is TLS from the start, ldap:// becomes TLS by STARTTLS.");
    static final Setting STARTTLS = new Setting(
            "ldap.starttls",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether servers with ldap:// have to speak STARTTLS. off is for servers on this machine.");
    static final Setting READABLE = new Setting(
            "ldap.passwords-readable-on-the-network",
            new Kind.OneOf(List.of("no", "yes")),
            "\"no\"",
            "yes: passwords may go to servers on other machines without TLS, for everybody in between to read.");
    static final Setting CA_FILE = new Setting(
            "ldap.ca-file",
            new Kind.Words("the name of a file"),
            OFF,
            "PEM file with the certificates of those who vouch for the servers' certificates. Empty: those whom this machine trusts.");
    static final Setting BIND_DN = new Setting(
            "ldap.bind-dn",
            new Kind.Words("the name of an entry, such as \"cn=mailstead,dc=example,dc=org\""),
            OFF,
            "The account of the directory as which people are searched. Empty: searched without signing in.");
    static final Setting BIND_PASSWORD = new Setting(
            "ldap.bind-password-file",
            new Kind.Words("the name of a file"),
            OFF,
            "A file whose first line is that account's password. A new one is taken up without a restart.");
    static final Setting BASE = new Setting(
            "ldap.base",
            new Kind.Words("the name of an entry, such as \"ou=people,dc=example,dc=org\""),
            OFF,
            "Below which entry people are searched.");
    static final Setting FILTER = new Setting(
            "ldap.filter",
            new Kind.Words("a search filter with {address} or {local} in it, such as \"(mail={address})\""),
            "\"(mail={address})\"",
            "What finds the entry of a person. {address} is the mail address, {local} what stands before its @, {domain} what stands"
                    + " behind it. Exactly one entry has to fit.");
    static final Setting DN = new Setting(
            "ldap.dn",
            new Kind.Words(
                    "the name of an entry with {local} or {address} in it, such as \"uid={local},ou=people,dc=example,dc=org\""),
            OFF,
            "In place of a search: the name that each person's entry has.");
    static final Setting ADDRESSES = new Setting(
            "ldap.address-attributes",
            new Kind.Texts("attributes, such as [\"mail\"]"),
            "[\"mail\", \"mailAlternateAddress\", \"proxyAddresses\"]",
            "Where an entry has its mail addresses, the main one first.");
    static final Setting CREATE = new Setting(
            "ldap.create-accounts",
            new Kind.OneOf(List.of("never", "at-sign-in", "at-first-mail")),
            "\"never\"",
            "When somebody in the directory who has no account here gets one. never: by `mailstead account add --external` only."
                    + " at-first-mail: at the first sign-in or the first mail, whichever comes first.");
    static final Setting REMEMBER = new Setting(
            "ldap.remember-minutes",
            new Kind.Whole(0, 1440),
            "15",
            "How long a password that was right is not asked about again. So long an old one works on.");
    static final Setting OUTAGE = new Setting(
            "ldap.outage-hours",
            new Kind.Whole(0, 720),
            "24",
            "While no server answers, people get in by the password that was right at most so many hours ago.");
    static final Setting WRONG = new Setting(
            "ldap.wrong-minutes",
            new Kind.Whole(1, 60),
            "10",
            "How long a wrong password is not passed on again, so that a program with an old one does not lock the account in the"
                    + " directory.");
    static final Setting TRIES = new Setting(
            "ldap.wrong-tries",
            new Kind.Whole(0, 30),
            "5",
            "How many wrong passwords of one person are passed on within 15 minutes. Fewer than lock the account in the directory. 0: any"
                    + " number.");
    static final Setting SECONDS = new Setting(
            "ldap.seconds",
            new Kind.Whole(1, 60),
            "4",
            "How long a server may take for each step: connecting, TLS, a bind, a search.");
    static final Setting AT_ONCE = new Setting(
            "ldap.checks-at-once",
            new Kind.Whole(1, 200),
            "10",
            "How many people the servers are asked about at once. Each takes up to two connections.");

    static final List<Setting> ALL = List.of(
            DOMAINS,
            SERVERS,
            STARTTLS,
            READABLE,
            CA_FILE,
            BIND_DN,
            BIND_PASSWORD,
            BASE,
            FILTER,
            DN,
            ADDRESSES,
            CREATE,
            REMEMBER,
            OUTAGE,
            WRONG,
            TRIES,
            SECONDS,
            AT_ONCE);

    private LdapTable() {}

    /** Empty where nobody is in a directory. */
    static Optional<LdapSettings> read(ConfigurationFile file) throws ConfigurationException {
        List<String> domains = file.texts(DOMAINS, List.of(), LdapTable::domain);
        List<LdapServer> servers = file.texts(SERVERS, List.of(), LdapServer::parse);
        if (domains.isEmpty() && servers.isEmpty()) return Optional.empty();
        if (servers.isEmpty()) throw file.refused(DOMAINS, "needs servers to ask. Name them in ldap.servers.");
        if (domains.isEmpty())
            throw file.refused(SERVERS, "says nothing about whom to ask there. Name your domains in ldap.domains.");
        var security = new Security(file.word(STARTTLS).equals("on"), file.path(CA_FILE));
        requireSecrecy(file, servers, security);
        var login = new Login(file.text(BIND_DN, Optional::of).orElse(""), file.path(BIND_PASSWORD));
        if (login.dn().isEmpty() != login.passwordFile().isEmpty())
            throw file.refused(
                    login.dn().isEmpty() ? BIND_PASSWORD : BIND_DN,
                    "is of no use alone. Give both ldap.bind-dn and ldap.bind-password-file, or neither.");
        return Optional.of(new LdapSettings(
                servers,
                security,
                login,
                lookup(file, domains),
                domains,
                newcomers(file),
                new Memory(
                        Duration.ofMinutes(file.whole(REMEMBER)),
                        Duration.ofHours(file.whole(OUTAGE)),
                        Duration.ofMinutes(file.whole(WRONG)),
                        (int) file.whole(TRIES)),
                new Limits(Duration.ofSeconds(file.whole(SECONDS)), (int) file.whole(AT_ONCE))));
    }

    private static void requireSecrecy(ConfigurationFile file, List<LdapServer> servers, Security security)
            throws ConfigurationException {
        if (security.startTls() || file.word(READABLE).equals("yes")) return;
        for (LdapServer server : servers) {
            if (server.tls() || server.isThisMachine()) continue;
            throw file.refused(
                    STARTTLS,
                    "would send passwords to " + server
                            + " so that everybody on the way can read them. Leave it on, or use ldaps://; if you really mean it, set"
                            + " ldap.passwords-readable-on-the-network = \"yes\".");
        }
    }

    private static Lookup lookup(ConfigurationFile file, List<String> domains) throws ConfigurationException {
        Optional<String> base = file.text(BASE, Optional::of);
        Optional<Template> dn = file.text(DN, Template::dn);
        if (base.isPresent() == dn.isPresent())
            throw file.refused(
                    dn.isPresent() ? DN : DOMAINS,
                    "needs either ldap.base, below which people are searched, or ldap.dn, the name that each person's entry has.");
        Template template =
                dn.isPresent() ? dn.get() : file.text(FILTER, Template::filter).orElseThrow();
        if (domains.size() > 1 && template.mixesDomains())
            throw file.refused(
                    dn.isPresent() ? DN : FILTER,
                    "has {local} without {domain}, with which people of the same name in "
                            + String.join(" and ", domains)
                            + " would be taken for each other. Use {address}, or both.");
        return dn.isPresent()
                ? new Lookup.Direct(template)
                : new Lookup.Search(
                        base.orElseThrow(),
                        template,
                        file.texts(
                                ADDRESSES,
                                List.of("mail", "mailAlternateAddress", "proxyAddresses"),
                                LdapTable::attribute));
    }

    private static Newcomers newcomers(ConfigurationFile file) throws ConfigurationException {
        var newcomers =
                Newcomers.valueOf(file.word(CREATE).toUpperCase(Locale.ROOT).replace('-', '_'));
        if (newcomers == Newcomers.AT_FIRST_MAIL && file.text(DN, Optional::of).isPresent())
            throw file.refused(
                    CREATE, "can be \"at-first-mail\" only where people are searched (ldap.base), not with ldap.dn.");
        return newcomers;
    }

    private static Optional<String> domain(String text) {
        return MailAddress.parse("somebody@" + text).map(MailAddress::domain);
    }

    /** RFC 4512 §1.4, without options. */
    private static Optional<String> attribute(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9-]{0,63}") ? Optional.of(text) : Optional.empty();
    }
}
