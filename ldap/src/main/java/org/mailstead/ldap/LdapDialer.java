package org.mailstead.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.TlsSetupException;
import org.mailstead.wire.TrustedRoots;

/** Opens connections to servers. */
final class LdapDialer {
    /** An answer is one entry with a few attributes. */
    private static final int ANSWER_BYTES = 1024 * 1024;

    /** A file with one line. */
    private static final long PASSWORD_FILE_BYTES = 4096;

    private final LdapSettings settings;
    private final SSLSocketFactory tls;

    /** @throws TlsSetupException if the file with certificates cannot be used */
    LdapDialer(LdapSettings settings) {
        this.settings = settings;
        try {
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(settings.security().caFile().map(TrustedRoots::read).orElse(null));
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            tls = new TimedTls(context.getSocketFactory(), stepMillis());
        } catch (GeneralSecurityException e) {
            throw new TlsSetupException("TLS with the LDAP server cannot be used: " + e.getMessage(), e);
        }
    }

    /** Connected, and encrypted where the settings want it; nobody has signed in. */
    LDAPConnection connect(LdapServer server) throws LdapTrouble {
        var connection = new LDAPConnection(server.tls() ? tls : SocketFactory.getDefault(), options());
        try {
            connection.connect(server.host(), server.port(), stepMillis());
        } catch (LDAPException e) {
            connection.close();
            throw LdapTrouble.connecting(e, "connecting");
        }
        if (server.tls() || !settings.security().startTls()) return connection;
        try {
            startTls(connection);
            return connection;
        } catch (LdapTrouble e) {
            connection.close();
            throw e;
        }
    }

    private void startTls(LDAPConnection connection) throws LdapTrouble {
        ExtendedResult result;
        try {
            result = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
        } catch (LDAPException e) {
            throw LdapTrouble.isBroken(e)
                    ? LdapTrouble.connecting(e, "STARTTLS")
                    : refusesTls(e.getDiagnosticMessage());
        }
        // Nothing else goes on if it refuses: whoever stands between could have said so. RFC 4511 §4.14.
        if (!result.getResultCode().equals(ResultCode.SUCCESS) || connection.getSSLSession() == null)
            throw refusesTls(result.getDiagnosticMessage());
    }

    private static LdapTrouble refusesTls(@Nullable String said) {
        return new LdapTrouble("it refuses STARTTLS (" + LdapTrouble.shown(said)
                + "). Give it a certificate, or write ldaps:// in ldap.servers if it speaks TLS from the start");
    }

    /** Signs in as the one who may search. */
    void signIn(LDAPConnection connection) throws LdapTrouble {
        String dn = settings.login().dn();
        if (dn.isEmpty()) return;
        try {
            connection.bind(new SimpleBindRequest(dn, ownPassword()));
        } catch (LDAPException e) {
            if (LdapTrouble.isBroken(e)) throw LdapTrouble.connecting(e, "signing in as ldap.bind-dn");
            throw new LdapTrouble(
                    "it does not let " + dn + " in (" + e.getResultCode().getName() + ", "
                            + LdapTrouble.shown(e.getDiagnosticMessage())
                            + "). Look at ldap.bind-dn and ldap.bind-password-file",
                    e);
        }
    }

    private String ownPassword() throws LdapTrouble {
        Path file = settings.login()
                .passwordFile()
                .orElseThrow(() -> new LdapTrouble("ldap.bind-dn needs ldap.bind-password-file"));
        try {
            if (Files.size(file) > PASSWORD_FILE_BYTES)
                throw new LdapTrouble(file + " is too large to hold a password. Look at ldap.bind-password-file");
            String password = Files.readString(file).lines().findFirst().orElse("");
            // Sent to the server, it would make us nobody without a word. RFC 4513 §5.1.2.
            if (password.isEmpty())
                throw new LdapTrouble(
                        "there is no password in the first line of " + file + ". Look at ldap.bind-password-file");
            return password;
        } catch (IOException e) {
            throw new LdapTrouble(
                    "the file " + file + " with the password of ldap.bind-dn cannot be read by this program", e);
        }
    }

    private LDAPConnectionOptions options() {
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(stepMillis());
        options.setResponseTimeoutMillis(stepMillis());
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        // Else each connection has a thread of the platform that waits for answers.
        options.setUseSynchronousMode(true);
        // It could lead the password of somebody to anywhere.
        options.setFollowReferrals(false);
        options.setMaxMessageSize(ANSWER_BYTES);
        options.setAbandonOnTimeout(false);
        return options;
    }

    private int stepMillis() {
        return Math.toIntExact(settings.limits().step().toMillis());
    }
}
