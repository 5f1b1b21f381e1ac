package org.mailstead.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.mailstead.gateway.AppRegistration.Credential;
import org.mailstead.gateway.Secrets.Kind;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsSetupException;

/**
 * The tokens that an app registration gets by itself, without anybody signing in (RFC 6749 §4.4): one at a time for all mailboxes of the
 * organisation, renewed early and by one request however many programs wait. One for each registration in a process.
 */
public final class AppTokens {
    /** A secret of a provider's has some forty characters; more is another file. */
    private static final long SECRET_BYTES = 4096;

    private final AppRegistration registration;
    private final Surroundings around;
    private final AccountTokens tokens;

    public AppTokens(AppRegistration registration, Surroundings around) {
        this.registration = registration;
        this.around = around;
        tokens = new AccountTokens(
                String.join(", ", registration.domains()), this::ask, new InFiles(), around.clock(), around.random());
    }

    public AppRegistration registration() {
        return registration;
    }

    /** What is the matter with it; empty if nothing is known to be. */
    public Optional<Trouble> trouble() {
        return tokens.trouble();
    }

    AccountTokens tokens() {
        return tokens;
    }

    /** The secret as it is in the file now: so a new one is tried at once, also after the old one was refused. */
    private final class InFiles implements Kept {
        @Override
        public Secrets read() throws VaultException {
            return switch (registration.credential()) {
                case Credential.Secret(Path file) -> secrets(firstLine(file));
                case Credential.Certificate(Path certificate, Path key) ->
                    secrets(usable(certificate, key) + " " + modified(certificate) + " " + modified(key));
            };
        }

        private static Secrets secrets(String text) {
            return new Secrets(Kind.APP, text, "", "", Instant.EPOCH, Instant.EPOCH);
        }

        @Override
        public void write(Secrets secrets) {
            // What comes with a token is needed no more once that has ended.
        }
    }

    private static String firstLine(Path file) throws VaultException {
        try {
            if (Files.size(file) > SECRET_BYTES) throw new VaultException("is too large to be one");
            String secret = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (secret.isEmpty()) throw new VaultException("is empty");
            return secret;
        } catch (VaultException e) {
            throw new VaultException("The secret of the app registration in " + file + " cannot be used: the file "
                    + e.getMessage() + ".");
        } catch (IOException e) {
            throw new VaultException("The secret of the app registration in " + file + " cannot be read: "
                    + e.getClass().getSimpleName() + ".");
        }
    }

    /** Said before a provider is asked, which would only say that it is wrong. */
    private static String usable(Path certificate, Path key) throws VaultException {
        try {
            var pair = ServerCertificate.read(certificate, key);
            if (pair.key().getAlgorithm().equals("RSA")) return pair.until().toString();
            throw new VaultException("The key of the app registration in " + key + " is of the kind "
                    + pair.key().getAlgorithm() + "; providers take RSA keys only.");
        } catch (TlsSetupException e) {
            throw new VaultException("The certificate of the app registration cannot be used: " + e.getMessage());
        }
    }

    private static String modified(Path file) throws VaultException {
        try {
            return Files.getLastModifiedTime(file).toString();
        } catch (IOException e) {
            throw new VaultException("The app registration's file " + file + " cannot be read: "
                    + e.getClass().getSimpleName() + ".");
        }
    }

    private TokenAnswer ask(Secrets secrets) {
        String where = registration.token().toString();
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", registration.clientId());
        form.put("scope", registration.scope());
        switch (registration.credential()) {
            case Credential.Secret _ -> form.put("client_secret", secrets.text());
            case Credential.Certificate(Path certificate, Path key) -> {
                form.put("client_assertion_type", ClientAssertion.TYPE);
                try {
                    form.put("client_assertion", assertion(where, certificate, key));
                } catch (GeneralSecurityException | TlsSetupException e) {
                    return new TokenAnswer.Unusable("its certificate was changed just now: " + e.getMessage());
                }
            }
        }
        return TokenService.ask(around.forms(), where, form);
    }

    private String assertion(String where, Path certificate, Path key) throws GeneralSecurityException {
        var pair = ServerCertificate.read(certificate, key);
        return ClientAssertion.of(
                registration.clientId(),
                where,
                pair.own(),
                pair.key(),
                around.clock().instant(),
                around.random());
    }
}
