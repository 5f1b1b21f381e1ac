package org.mailstead.ladder;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.mailstead.ladder.PortFacts.Certificate;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.wire.TlsClient;

/** What a chain of certificates is worth, with every reason why it is worth nothing: {@link TlsClient} tells the first one only. */
final class Proof {
    /** Kinds of names in certificates. RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    /** Names that are told; hosters have a hundred in one certificate. */
    private static final int NAMES = 100;

    private static final int ISSUER_CHARACTERS = 200;

    /** Where the issuer's certificate can be got. RFC 5280 §4.2.2.1. */
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

    /** The identifier of {@code caIssuers} as it stands in that extension. */
    private static final String CA_ISSUERS = "06082b06010505073002";

    private final Set<TrustAnchor> anchors = new HashSet<>();
    private final Clock clock;

    /** @param roots empty for those that this machine trusts */
    Proof(Optional<KeyStore> roots, Clock clock) {
        this.clock = clock;
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(roots.orElse(null));
            for (var manager : factory.getTrustManagers())
                for (var each : ((X509TrustManager) manager).getAcceptedIssuers())
                    anchors.add(new TrustAnchor(each, null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificates that this machine trusts cannot be read", e);
        }
    }

    Certificate certificate(TlsClient.Shown shown, String host) {
        X509Certificate own = shown.chain().getFirst();
        var names = names(own);
        return new Certificate(
                names,
                issuer(own),
                fingerprint(own),
                doubts(shown, names, host),
                own.getNotBefore().toInstant(),
                own.getNotAfter().toInstant());
    }

    private Set<Doubt> doubts(TlsClient.Shown shown, List<String> names, String host) {
        var doubts = EnumSet.noneOf(Doubt.class);
        var chain = shown.chain();
        var now = clock.instant();
        X509Certificate own = chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) doubts.add(Doubt.EXPIRED);
        if (now.isBefore(own.getNotBefore().toInstant())) doubts.add(Doubt.NOT_YET);
        if (names.stream().noneMatch(name -> isFor(name, host))) doubts.add(Doubt.OTHER_NAME);
        trust(chain, now).ifPresent(doubts::add);
        var first = shown.doubt();
        // Java's word counts: it has another way to a root now and then.
        if (first == null) doubts.clear();
        else if (doubts.isEmpty())
            doubts.add(
                    switch (first.kind()) {
                        case NOT_VALID_NOW -> Doubt.EXPIRED;
                        case OTHER_NAME -> Doubt.OTHER_NAME;
                        case NOT_TRUSTED -> Doubt.UNKNOWN_ISSUER;
                    });
        return doubts;
    }

    /** Why nobody vouches for it; its dates are looked at by themselves. */
    private Optional<Doubt> trust(List<X509Certificate> chain, Instant now) {
        if (leadsToAnAnchor(chain, now)) return Optional.empty();
        X509Certificate own = chain.getFirst();
        Instant ends = own.getNotAfter().toInstant();
        Instant begins = own.getNotBefore().toInstant();
        if (leadsToAnAnchor(chain, ends) || leadsToAnAnchor(chain, begins)) {
            boolean holds = !now.isAfter(ends) && !now.isBefore(begins);
            // Then it is one of those that vouch for it that is over.
            return holds ? Optional.of(Doubt.EXPIRED) : Optional.empty();
        }
        if (isSelfSigned(own)) return Optional.of(Doubt.SELF_SIGNED);
        X509Certificate last = top(chain);
        return Optional.of(!isSelfSigned(last) && saysWhereItsIssuerIs(last) ? Doubt.INCOMPLETE : Doubt.UNKNOWN_ISSUER);
    }

    private boolean leadsToAnAnchor(List<X509Certificate> chain, Instant at) {
        X509Certificate own = chain.getFirst();
        for (TrustAnchor each : anchors) if (own.equals(each.getTrustedCert())) return true;
        if (anchors.isEmpty()) return false;
        var target = new X509CertSelector();
        target.setCertificate(own);
        try {
            var parameters = new PKIXBuilderParameters(anchors, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java cannot check certificates", e);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The last one that the chain leads to from the server's own. */
    private static X509Certificate top(List<X509Certificate> chain) {
        X509Certificate at = chain.getFirst();
        for (X509Certificate each : chain)
            if (!each.equals(at) && each.getSubjectX500Principal().equals(at.getIssuerX500Principal())) at = each;
        return at;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) return false;
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean saysWhereItsIssuerIs(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        return extension != null && HexFormat.of().formatHex(extension).contains(CA_ISSUERS);
    }

    /** A star stands for one label, the first. RFC 9525 §6.3. */
    static boolean isFor(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String has = name.toLowerCase(Locale.ROOT);
        if (!has.startsWith("*.")) return sameAddress(has, wanted) || has.equals(wanted);
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(has.substring(1));
    }

    private static boolean sameAddress(String name, String host) {
        if (!host.contains(":") || !name.contains(":")) return false;
        try {
            return InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> names(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all == null) return names;
            for (List<?> each : all) {
                boolean host = each.getFirst() instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS);
                if (host && names.size() < NAMES) names.add(Words.clean(String.valueOf(each.get(1)), 255));
            }
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read is for nobody.
        }
        return names;
    }

    /** Who signed it: its name, and whose it is. */
    private static String issuer(X509Certificate certificate) {
        String whole = certificate.getIssuerX500Principal().getName();
        try {
            String name = "";
            String organisation = "";
            for (Rdn each : new LdapName(whole).getRdns()) {
                String value = String.valueOf(each.getValue());
                if (each.getType().equalsIgnoreCase("CN")) name = value;
                if (each.getType().equalsIgnoreCase("O")) organisation = value;
            }
            String both = name.isEmpty() || organisation.isEmpty() || name.contains(organisation)
                    ? name.isEmpty() ? organisation : name
                    : name + " (" + organisation + ")";
            return Words.clean(both.isEmpty() ? whole : both, ISSUER_CHARACTERS);
        } catch (InvalidNameException e) {
            return Words.clean(whole, ISSUER_CHARACTERS);
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
