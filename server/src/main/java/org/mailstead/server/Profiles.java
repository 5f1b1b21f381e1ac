package org.mailstead.server;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.mailstead.certificates.Standing;
import org.mailstead.directory.Directory;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.exports.ProfileSignature;
import org.mailstead.server.config.Configuration;
import org.mailstead.setup.ProfilePage;
import org.mailstead.wire.TlsSetupException;

/** Profiles of Apple's devices as this server gives them: by links with its seal, and signed with its certificate. */
public final class Profiles {
    private Profiles() {}

    /** All of one server seal with the same key. */
    static ProfileLinks links(Directory directory, Clock clock) {
        return new ProfileLinks(directory.secrets().key("profile-links"), clock);
    }

    /**
     * A link to send to somebody.
     *
     * @param httpsPort of the server
     */
    public static String link(
            Configuration configuration, int httpsPort, Directory directory, ProfileLinks.Meant meant, Clock clock) {
        return TokenProviders.issuer(configuration, httpsPort)
                + ProfilePage.PATH
                + links(directory, clock).make(meant);
    }

    /** A profile as a file. */
    public record Made(byte[] content, boolean signed) {}

    /** Signed with the host's certificate, if that is of an authority and devices know such signatures. */
    public static Made content(Configuration configuration, String text, Clock clock) {
        try {
            var own = OwnCertificates.ofHost(configuration, clock);
            var signed = Standing.isSelfMade(own)
                    ? Optional.<byte[]>empty()
                    : ProfileSignature.sign(text, own.chain(), own.key());
            if (signed.isPresent()) return new Made(signed.get(), true);
        } catch (TlsSetupException e) {
            // There is none; devices take profiles that nobody has signed.
        }
        return new Made(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
