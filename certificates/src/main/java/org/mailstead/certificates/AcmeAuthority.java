package org.mailstead.certificates;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsSetupException;
import org.mailstead.wire.TrustedRoots;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An authority that speaks ACME (RFC 8555), by the library acme4j. */
final class AcmeAuthority implements Authority {
    private static final Logger LOG = LoggerFactory.getLogger(AcmeAuthority.class);

    /** For one answer. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** For the authority to look at a proof from several places of the world, and to issue. */
    private static final Duration WORK = Duration.ofMinutes(3);

    private final AcmeSettings settings;
    private final CertificateFolder folder;
    private final Proofs proofs;
    private final Clock clock;
    private @Nullable Login login;

    AcmeAuthority(AcmeSettings settings, CertificateFolder folder, Proofs proofs, Clock clock) {
        this.settings = settings;
        this.folder = folder;
        this.proofs = proofs;
        this.clock = clock;
    }

    @Override
    public ServerCertificate issue(String name, KeyPair key, Optional<X509Certificate> old)
            throws NotIssued, InterruptedException {
        var words = new AcmeWords(settings, name);
        try {
            Login account = account();
            Order order = order(account, name, old);
            for (Authorization each : order.getAuthorizations()) prove(each, name, words);
            order.waitUntilReady(WORK);
            order.execute(key);
            if (order.waitForCompletion(WORK) != Status.VALID)
                throw words.refused(order.getError().orElse(null), "The authority did not issue it");
            return new ServerCertificate(order.getCertificate().getCertificateChain(), key.getPrivate());
        } catch (AcmeException e) {
            forgetAccount(e);
            throw words.failed(e);
        } catch (AcmeLazyLoadingException e) {
            throw words.failed(e.getCause() instanceof AcmeException cause ? cause : new AcmeException("lazy", e));
        } catch (RuntimeException e) {
            // What the library makes of answers that it does not understand.
            LOG.warn("an answer of the authority was not understood", e);
            throw NotIssued.because("The authority " + settings.directory()
                    + " answered something that is not understood: " + AcmeWords.printable(e.getMessage()) + ".");
        }
    }

    /** One that the authority has forgotten is made anew at the next try. RFC 8555 §6.7 */
    private synchronized void forgetAccount(AcmeException e) {
        if (e instanceof AcmeServerException refused
                && refused.getType().toString().endsWith("accountDoesNotExist")) login = null;
    }

    private Order order(Login account, String name, Optional<X509Certificate> old) throws AcmeException {
        var order = account.newOrder().domain(name);
        // RFC 9773 §5: it can then see that a renewal is none of the orders that it limits.
        if (old.isPresent()
                && account.getSession()
                        .resourceUrlOptional(Resource.RENEWAL_INFO)
                        .isPresent()) {
            try {
                return account.newOrder().domain(name).replaces(old.get()).create();
            } catch (AcmeException | IllegalArgumentException e) {
                LOG.debug("the authority takes no order in the place of the old certificate of {}", name, e);
            }
        }
        return order.create();
    }

    private void prove(Authorization authorization, String name, AcmeWords words)
            throws AcmeException, NotIssued, InterruptedException {
        if (authorization.getStatus() == Status.VALID) return;
        Challenge challenge = authorization
                .findChallenge(settings.challenge().word())
                .orElseThrow(() -> NotIssued.because(
                        "The authority does not offer " + settings.challenge().word()
                                + " for " + name + ", but "
                                + authorization.getChallenges().stream()
                                        .map(Challenge::getType)
                                        .sorted()
                                        .toList()
                                + ". Set acme.challenge to one of these."));
        Proof proof = proof(challenge, name);
        try {
            proofs.show(proof);
            challenge.trigger();
            if (authorization.waitForCompletion(WORK) == Status.VALID) return;
            throw words.refused(problem(authorization), "The authority did not finish looking at the proof");
        } finally {
            proofs.withdraw(proof);
        }
    }

    private static @Nullable Problem problem(Authorization authorization) {
        List<Challenge> all = authorization.getChallenges();
        return all.stream()
                .flatMap(each -> each.getError().stream())
                .findFirst()
                .orElse(null);
    }

    private Proof proof(Challenge challenge, String name) {
        return switch (challenge) {
            case Http01Challenge http -> new Proof.Page(http.getToken(), http.getAuthorization());
            // Not the library's own: it wants a provider of cryptography that is not installed here.
            case TlsAlpn01Challenge alpn ->
                new Proof.Shown(name, SelfSigned.proof(name, alpn.getAcmeValidation(), clock));
            case Dns01Challenge dns -> new Proof.Text(DnsName.of("_acme-challenge." + name), dns.getDigest());
            default -> throw new IllegalStateException("a challenge of another kind than was looked for");
        };
    }

    private synchronized Login account() throws AcmeException, NotIssued {
        Login known = login;
        if (known != null) return known;
        var session = new Session(settings.directory(), provider());
        session.networkSettings().setTimeout(ANSWER);
        var builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(folder.accountKey(settings.directory()));
        if (!settings.email().isEmpty()) builder.addEmail(settings.email());
        // With a key that has an account this is the way to learn of it. RFC 8555 §7.3
        Login made = builder.createLogin(session);
        LOG.info("the account with {} is {}", settings.directory(), made.getAccountLocation());
        login = made;
        return made;
    }

    private GenericAcmeProvider provider() throws NotIssued {
        if (settings.authorities().isEmpty()) return new GenericAcmeProvider();
        SSLContext trust = trust();
        return new GenericAcmeProvider() {
            @Override
            public HttpClient createHttpClient(NetworkSettings network) {
                return HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(network.getTimeout())
                        .sslContext(trust)
                        .build();
            }
        };
    }

    private SSLContext trust() throws NotIssued {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(TrustedRoots.read(settings.authorities().orElseThrow()));
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (TlsSetupException | GeneralSecurityException e) {
            throw NotIssued.forAll("The setting acme.ca-file: " + AcmeWords.printable(e.getMessage()) + ".", e);
        }
    }

    @Override
    public Optional<Window> renewal(X509Certificate certificate) {
        try {
            Login account = account();
            if (account.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) return Optional.empty();
            var info = account.bindRenewalInfo(certificate);
            return Optional.of(new Window(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd()));
        } catch (AcmeException | NotIssued | RuntimeException e) {
            // It is only advice: without it the certificate is renewed by its own dates.
            LOG.debug("the authority does not say when to renew", e);
            return Optional.empty();
        }
    }
}
