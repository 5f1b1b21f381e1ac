package org.mailstead.settings;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * A provider of mail, from the table.
 *
 * @param id its file's name, stable
 * @param name for people
 * @param domains of its customers' addresses: {@code example.org}, or {@code *.example.org} for all below it
 * @param mailHosts what the names of the hosts end with that take mail for customers' own domains; with {@code !} before it where the
 *     provider has others' hosts
 * @param servers the best of each protocol first
 * @param secrets that it takes from mail programs, the best first
 * @param appPasswordLetters how many characters its app passwords have, without blanks and dashes, where that is known
 * @param notes what its customers have to know first, in the order in which they need it
 * @param oauth how a program signs in through a browser, where that can be
 * @param limits what it allows
 * @param checked the day on which the facts were looked up
 * @param source where they are from, in words
 */
public record Provider(
        String id,
        String name,
        List<String> domains,
        List<String> mailHosts,
        List<Offer> servers,
        List<Secret> secrets,
        OptionalInt appPasswordLetters,
        List<Note> notes,
        Optional<OAuth> oauth,
        Limits limits,
        LocalDate checked,
        String source) {
    public Provider {
        domains = List.copyOf(domains);
        mailHosts = List.copyOf(mailHosts);
        servers = List.copyOf(servers);
        secrets = List.copyOf(secrets);
        notes = List.copyOf(notes);
    }

    /** A server that it has for all of its customers. */
    public record Offer(Protocol protocol, String host, int port, Security security, UserName user) {
        public MailServer of(String address) {
            return new MailServer(protocol, host, port, security, user.of(address));
        }
    }

    /**
     * Something to know, of one of a few kinds, so that it can be said in any language.
     *
     * @param values what stands in for names in braces in the kind's text, such as {@code place} and {@code link}; one that reads
     *     otherwise in another language has that language's tag behind it there: {@code what} and {@code what-de}
     */
    public record Note(Kind kind, Map<String, String> values) {
        public Note {
            values = Map.copyOf(values);
        }

        /** What can be said. The values that each needs stand behind it. */
        public enum Kind {
            /** Programs have to be allowed on the provider's pages: {@code place}. */
            SWITCH_ON(List.of("place")),
            /** An app password is made on the provider's pages: {@code link}, or the way there in words. */
            APP_PASSWORD(List.of("link")),
            /** An app password, and only with two-step verification switched on: {@code link}. */
            APP_PASSWORD_AFTER_TWO_STEPS(List.of("link")),
            /** An app password is needed where two-step verification is switched on: {@code link}. */
            APP_PASSWORD_WITH_TWO_STEPS(List.of("link")),
            /** A second password for mail is set on the provider's pages: {@code place}. */
            MAIL_PASSWORD(List.of("place")),
            /** A code in place of the password: {@code place}. */
            AUTHORISATION_CODE(List.of("place")),
            /** No passwords are taken, only signing in through a browser; Apple Mail does so under this kind of account: {@code kind}. */
            BROWSER_ONLY(List.of("kind")),
            /** Signing in through a browser works in programs that the provider knows only. */
            BROWSER_FOR_KNOWN_PROGRAMS(List.of()),
            /** Programs reach it only through a program of the provider's that runs beside them: {@code program}. */
            BRIDGE(List.of("program")),
            /** There is no way in for mail programs: {@code program} is the provider's own. */
            NO_PROGRAMS(List.of("program")),
            /** Programs get in with some of its plans only: {@code plan}. */
            PAID_PLAN(List.of("plan")),
            /** The user name is another address than that of the mail: {@code what}. */
            OTHER_USER_NAME(List.of("what")),
            /** The servers depend on where the account was made: {@code where}. */
            REGION(List.of("where")),
            /** It keeps what is sent by itself, so that the program must not. */
            KEEPS_SENT(List.of()),
            /** Programs have to say who they are (RFC 2971), and not all do. */
            IDENTIFY(List.of()),
            /** IMAP, POP3 and sending can be switched off for a mailbox by its administrators. */
            ADMINISTRATORS(List.of()),
            /** There is no port 465. */
            NO_465(List.of());

            @SuppressWarnings("ImmutableEnumChecker")
            private final List<String> wanted;

            Kind(List<String> wanted) {
                this.wanted = wanted;
            }

            /** Names of the values that its text needs. */
            public List<String> wanted() {
                return wanted;
            }
        }
    }

    /**
     * @param authorize page to sign in on
     * @param token where tokens are got
     * @param device where a code for a device without a browser is got
     * @param scopes for mail by protocol, and what is asked for beside them
     * @param registration which programs may
     */
    public record OAuth(
            String authorize,
            String token,
            Optional<String> device,
            Map<Protocol, List<String>> scopes,
            Registration registration) {
        public OAuth {
            scopes = Map.copyOf(scopes);
        }

        /** Which programs get tokens. */
        public enum Registration {
            /** With a registration that one makes oneself. */
            OWN,
            /** Nobody new. */
            CLOSED
        }
    }

    /**
     * @param connections of one program at once
     * @param sending of one program at once
     * @param perMinute messages sent
     * @param perDay messages or recipients sent, as the provider counts
     * @param recipientsPerDay the same where it is known to count recipients, over all messages
     * @param messageBytes the largest message, as it is sent
     */
    public record Limits(
            OptionalInt connections,
            OptionalInt sending,
            OptionalInt perMinute,
            OptionalInt perDay,
            OptionalInt recipientsPerDay,
            OptionalLong messageBytes) {
        public static final Limits UNKNOWN = new Limits(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    /** For how long the facts of a provider are taken for true: they change about once in two years. */
    public static final Duration GOOD_FOR = Duration.ofDays(730);

    /** Its settings for an address. */
    public AccountSettings settings(String address, String person) {
        return new AccountSettings(
                address, person, servers.stream().map(each -> each.of(address)).toList(), secrets);
    }

    public Optional<Note> note(Note.Kind kind) {
        return notes.stream().filter(each -> each.kind() == kind).findFirst();
    }
}
