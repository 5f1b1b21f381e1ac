package org.mailstead.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.TokenAnswer.Granted;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.gateway.Vault.DataKey;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/**
 * Takes an account into the gateway, or signs it in again: in a browser, by a code, or with a password that the provider takes. Nothing is
 * kept before the mailbox has opened with it.
 */
public final class Enrolment {
    /** The program that gets a password if none is good any more and nobody says which program it is. */
    public static final String FIRST = "mail program";

    /** A line of SMTP. RFC 5321 §4.5.3.1.5 */
    private static final int GOODBYE = 512;

    private final Keeping keeping;
    private final Surroundings around;
    private final GatewayAccount account;
    private final Registration registration;
    private final @Nullable TokenService service;

    /** Where what opens the mailbox is kept. */
    public interface Keeping {
        /** @return the password that was made for a program, if one was */
        Optional<NewPassword> keep(Secrets secrets) throws IOException;
    }

    /** @param program that gets the first password; its name for people, of at most 60 characters */
    public Enrolment(
            GatewayFolder folder,
            Surroundings around,
            GatewayAccount account,
            Registration registration,
            String program) {
        this(new InFolder(folder, around, account, program), around, account, registration);
    }

    public Enrolment(Keeping keeping, Surroundings around, GatewayAccount account, Registration registration) {
        this.keeping = keeping;
        this.around = around;
        this.account = account;
        this.registration = registration;
        service = account.oauth()
                .map(oauth -> new TokenService(around.forms(), oauth, registration, account.protocols()))
                .orElse(null);
    }

    /** Signs in again for an account that is there, by what the provider knows of us now. */
    public static Enrolment again(GatewayFolder folder, Surroundings around, GatewayAccount account)
            throws IOException {
        Registration registration = folder.settings().registration(account);
        var known = new GatewayAccount(
                account.address(), account.servers(), account.oauth(), registration.clientId(), account.habits());
        return new Enrolment(folder, around, known, registration, FIRST);
    }

    /**
     * What has come of it.
     *
     * @param password of the first program; empty where all programs go on with those they have
     * @param sending what keeps programs from sending; empty if nothing does, or they only read, or only send
     */
    public record Enrolled(String address, Optional<NewPassword> password, Optional<Trouble> sending) {}

    /**
     * A password for a program, shown once.
     *
     * @param program whose it is
     */
    public record NewPassword(String program, String text) {
        /** Not the password: this may end up in a log. */
        @Override
        public String toString() {
            return "for " + program;
        }
    }

    /** A sign-in in the browser that is waited for. */
    public final class Browser implements AutoCloseable {
        private final BrowserSignIn signIn;

        private Browser(BrowserSignIn signIn) {
            this.signIn = signIn;
        }

        /** What to open. */
        public URI page() {
            return signIn.page();
        }

        /** Waits for the person, for ten minutes at most. */
        public Enrolled await() throws NotNow, IOException {
            return await(BrowserSignIn.TIME);
        }

        Enrolled await(Duration time) throws NotNow, IOException {
            return keep(signIn.await(time));
        }

        @Override
        public void close() {
            signIn.close();
        }
    }

    /** @param port that the registration with the provider names; 0 for any */
    public Browser byBrowser(int port) throws NotNow {
        return byBrowser(port, Optional.empty());
    }

    /** @param back a page of this machine that the browser goes back to; empty if it stays where it is */
    public Browser byBrowser(int port, Optional<URI> back) throws NotNow {
        return new Browser(BrowserSignIn.begin(account.address(), tokens(), port, back, around.random()));
    }

    /** A code that is waited for to be typed in elsewhere. */
    public final class Device {
        private final DeviceSignIn signIn;
        private final TokenAnswer.DeviceCode code;

        private Device(DeviceSignIn signIn) throws NotNow {
            this.signIn = signIn;
            code = signIn.begin();
        }

        /** For the person. */
        public String code() {
            return code.code();
        }

        /** Where to type it. */
        public URI page() {
            return code.page();
        }

        /** The page with the code in it, if the provider has one. */
        public Optional<URI> whole() {
            return code.whole();
        }

        /** Waits for the person, as long as the code is good. */
        public Enrolled await() throws NotNow, IOException {
            return keep(signIn.await(code));
        }
    }

    public Device byCode() throws NotNow {
        TokenService tokens = tokens();
        if (!tokens.hasDeviceCodes())
            throw new NotNow(
                    Kind.REGISTRATION,
                    "The provider of " + account.address()
                            + " has no codes to sign in with elsewhere. Use a browser on this machine.");
        return new Device(new DeviceSignIn(account.address(), tokens, around.clock(), around.pause()));
    }

    /** With a password that the provider takes from programs, mostly one that it makes for them. */
    public Enrolled byPassword(String password) throws NotNow, IOException {
        // Providers show theirs in groups.
        String text = password.matches("[a-z]{4}( [a-z]{4}){3}") ? password.replace(" ", "") : password;
        var proof = new Proof.Password(text);
        Protocol opened = open(proof, IdClaims.NONE);
        return keep(Secrets.Kind.PASSWORD, text, "", sending(opened, proof));
    }

    private TokenService tokens() throws NotNow {
        if (service == null)
            throw new NotNow(
                    Kind.REGISTRATION,
                    "The provider of " + account.address()
                            + " is not known to have a sign-in by browser. Use a password"
                            + " that it makes for programs.");
        return service;
    }

    private Enrolled keep(Granted granted) throws NotNow, IOException {
        var proof = new Proof.Token(granted.access());
        Protocol opened = open(proof, granted.id());
        String refresh = granted.refresh()
                .orElseThrow(() -> new NotNow(
                        Kind.REGISTRATION,
                        "The provider gives " + account.address()
                                + " no token that lasts. The registration of this gateway there has to"
                                + " allow offline access."));
        String person = granted.id().addresses().stream().sorted().findFirst().orElse("");
        return keep(Secrets.Kind.REFRESH_TOKEN, refresh, person, sending(opened, proof));
    }

    /**
     * Whether it opens this very mailbox: a browser may have signed in somebody else without asking.
     *
     * @return by what it did
     */
    private Protocol open(Proof proof, IdClaims who) throws NotNow {
        for (Protocol each : List.of(Protocol.IMAP, Protocol.POP3, Protocol.SMTP)) {
            if (account.server(each).isEmpty()) continue;
            try {
                visit(each, proof);
                return each;
            } catch (NotNow e) {
                throw explained(e, who);
            }
        }
        throw new NotNow(Kind.PROVIDER, "No servers are known for " + account.address() + ".");
    }

    private void visit(Protocol protocol, Proof proof) throws NotNow {
        MailServer server = account.server(protocol).orElseThrow();
        try (Connection connection =
                new Reach(around.outside()).to(server, account, proof).connection()) {
            if (protocol != Protocol.SMTP) return;
            // Servers count clients that go without a word. RFC 5321 §4.1.1.10
            connection.write("QUIT\r\n");
            connection.flush();
            connection.readLine(GOODBYE);
        } catch (IOException e) {
            // It goes anyway.
        }
    }

    /** Reading works; where sending does not, as long as nobody has switched it on, that is no reason to go without reading. */
    private Optional<Trouble> sending(Protocol opened, Proof proof) {
        if (opened == Protocol.SMTP || account.server(Protocol.SMTP).isEmpty()) return Optional.empty();
        try {
            visit(Protocol.SMTP, proof);
            return Optional.empty();
        } catch (NotNow e) {
            return Optional.of(e.trouble());
        }
    }

    private NotNow explained(NotNow e, IdClaims who) {
        Kind kind = e.trouble().kind();
        boolean other = !who.addresses().isEmpty() && !who.isFor(account.address());
        if (!other || (kind != Kind.REFUSED && kind != Kind.OTHER_MAILBOX)) return e;
        String person = who.addresses().stream().sorted().findFirst().orElse("");
        return new NotNow(
                Kind.OTHER_MAILBOX,
                "You signed in as " + person + ", but the mailbox is " + account.address()
                        + ", and it did not open. Sign in as " + account.address()
                        + " (in a private window, if the browser does not ask), or have its owner give you access. "
                        + e.trouble().words());
    }

    private Enrolled keep(Secrets.Kind kind, String text, String person, Optional<Trouble> sending) throws IOException {
        Instant now = around.clock().instant();
        var secrets =
                new Secrets(kind, text, registration.clientSecret(), person, now, now, AccountFile.binding(account));
        return new Enrolled(account.address(), keeping.keep(secrets), sending);
    }

    private record InFolder(GatewayFolder folder, Surroundings around, GatewayAccount account, String program)
            implements Keeping {
        @Override
        public Optional<NewPassword> keep(Secrets secrets) throws IOException {
            Vault vault = folder.vault(account.address());
            // One that cannot be read is made anew by signing in again.
            if (vault.isWhole()) {
                vault.keep(secrets);
                folder.write(account);
                return Optional.empty();
            }
            DataKey key = vault.begin(secrets);
            String made = LocalPassword.make(around.random());
            vault.add(key, program, made);
            folder.write(account);
            return Optional.of(new NewPassword(program, made));
        }
    }

    /**
     * Makes a password for a further program.
     *
     * @param known one that the account has already; what it opens, the new one opens too
     * @throws NotNow if that is none
     */
    public static NewPassword password(
            GatewayFolder folder, Surroundings around, String address, String known, String program)
            throws NotNow, IOException {
        Vault vault = folder.vault(address);
        Vault.Opened opened = vault.open(known)
                .orElseThrow(() -> new NotNow(
                        Kind.PASSWORD_REFUSED,
                        "This is not a password that the gateway has made for " + address
                                + ". If all are lost: mailstead gateway remove " + address + ", then add it again."));
        String made = LocalPassword.make(around.random());
        vault.add(opened.key(), program, made);
        return new NewPassword(program, made);
    }

    /** Takes the password of a program back. @return whether there was one */
    public static boolean revoke(GatewayFolder folder, String address, String program) throws IOException {
        return folder.vault(address).remove(program);
    }

    /** Programs that have a password. */
    public static List<String> programs(GatewayFolder folder, String address) throws IOException {
        return folder.vault(address).labels();
    }
}
