package org.mailstead.sasl;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What a certificate says of its holder.
 *
 * @param addresses mail addresses, in the order in which they stand there; may be none
 * @param name what its issuer calls it, for people to read, with its serial number
 */
public record ClientCertificate(List<String> addresses, String name) {
    /** Kind of a name in a certificate: rfc822Name. RFC 5280 §4.2.1.6. */
    private static final int MAIL_ADDRESS = 1;

    /** Addresses looked at; each is looked up. */
    private static final int MOST = 20;

    /** Characters of the name, and digits of the number. */
    private static final int NAME = 60;

    private static final int DIGITS = 16;

    public ClientCertificate {
        addresses = List.copyOf(addresses);
    }

    /** Of one that is believed. An address in the subject itself does not count: RFC 5280 §4.1.2.6 has it with the others. */
    public static ClientCertificate of(X509Certificate certificate) {
        String number = certificate.getSerialNumber().toString(16);
        String name = commonName(certificate) + " (" + number.substring(Math.max(0, number.length() - DIGITS)) + ")";
        return new ClientCertificate(addresses(certificate), name.strip());
    }

    private static List<String> addresses(X509Certificate certificate) {
        var addresses = new ArrayList<String>();
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) return List.of();
            for (List<?> each : names)
                if (Objects.equals(each.get(0), MAIL_ADDRESS)
                        && each.get(1) instanceof String address
                        && addresses.size() < MOST) addresses.add(address);
            return addresses;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String commonName(X509Certificate certificate) {
        try {
            // The first part stands last. RFC 4514 §2.1
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns()
                    .reversed())
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name)
                    return name.length() > NAME ? name.substring(0, NAME) : name;
        } catch (InvalidNameException e) {
            // Named by its number only.
        }
        return "";
    }
}
