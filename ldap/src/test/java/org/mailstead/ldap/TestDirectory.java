package org.mailstead.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldif.LDIFException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A directory in this process, with people in it. Notes what it is asked. */
final class TestDirectory implements AutoCloseable {
    static final String BASE = "ou=people,dc=example,dc=org";
    static final String SERVICE = "cn=mailstead,dc=example,dc=org";
    static final String SERVICE_PASSWORD = "service secret";

    /** DN and password of each bind that came, a line feed between. */
    final List<String> binds = new CopyOnWriteArrayList<>();

    final List<String> filters = new CopyOnWriteArrayList<>();

    /** Answered to binds of people in place of the truth. */
    volatile @Nullable LDAPException refusal;

    /** Goes with the answer to binds. */
    volatile @Nullable BindResult answer;

    volatile @Nullable LDAPResult searchResult;

    /** Called before a bind of a person is answered. */
    volatile Runnable beforeBind = () -> {};

    private final InMemoryDirectoryServer server;

    private TestDirectory(InMemoryListenerConfig listener) throws LDAPException {
        var config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null);
        config.setListenerConfigs(listener);
        config.addAdditionalBindCredentials(SERVICE, SERVICE_PASSWORD);
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.addInMemoryOperationInterceptor(new Notes());
        server = new InMemoryDirectoryServer(config);
        server.add(entry("dn: dc=example,dc=org", "objectClass: domain", "dc: example"));
        server.add(entry("dn: " + BASE, "objectClass: organizationalUnit", "ou: people"));
        add("ann", "right one", "mail: ann@example.org", "mailAlternateAddress: ann.smith@example.org");
        add("bob", "bob's own", "mail: bob@example.org");
        server.startListening();
    }

    static TestDirectory plain() throws LDAPException {
        return plain(0);
    }

    static TestDirectory plain(int port) throws LDAPException {
        return new TestDirectory(
                InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), port, null));
    }

    static TestDirectory ldaps(TestCertificate certificate) throws LDAPException {
        return new TestDirectory(InMemoryListenerConfig.createLDAPSConfig(
                "tls",
                InetAddress.getLoopbackAddress(),
                0,
                certificate.context().getServerSocketFactory(),
                null));
    }

    static TestDirectory startTls(TestCertificate certificate) throws LDAPException {
        return new TestDirectory(InMemoryListenerConfig.createLDAPConfig(
                "starttls",
                InetAddress.getLoopbackAddress(),
                0,
                certificate.context().getSocketFactory()));
    }

    private static Entry entry(String... lines) {
        try {
            return new Entry(lines);
        } catch (LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void add(String uid, String password, String... more) throws LDAPException {
        var lines = new ArrayList<>(List.of(
                "dn: uid=" + uid + "," + BASE,
                "objectClass: inetOrgPerson",
                "uid: " + uid,
                "userPassword: " + password));
        lines.addAll(List.of(more));
        server.add(entry(lines.toArray(String[]::new)));
    }

    void password(String uid, String password) throws LDAPException {
        server.modify("uid=" + uid + "," + BASE, new Modification(ModificationType.REPLACE, "userPassword", password));
    }

    void remove(String uid) throws LDAPException {
        server.delete("uid=" + uid + "," + BASE);
    }

    int port() {
        return server.getListenPort();
    }

    long bindsOfPeople() {
        return binds.stream().filter(each -> !each.startsWith(SERVICE)).count();
    }

    void dropConnections() {
        server.closeAllConnections(false);
    }

    void stop() {
        server.shutDown(true);
    }

    void startAgain() throws LDAPException {
        server.restartServer();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private final class Notes extends InMemoryOperationInterceptor {
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            SimpleBindRequest bind = request.getRequest();
            binds.add(bind.getBindDN() + "\n"
                    + Objects.requireNonNull(bind.getPassword()).stringValue());
            if (bind.getBindDN().equals(SERVICE)) return;
            beforeBind.run();
            LDAPException said = refusal;
            if (said != null) throw said;
        }

        @Override
        public void processSimpleBindResult(InMemoryInterceptedSimpleBindResult result) {
            BindResult other = answer;
            if (other != null && !result.getRequest().getBindDN().equals(SERVICE)) result.setResult(other);
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            filters.add(request.getRequest().getFilter().toString());
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult result) {
            LDAPResult other = searchResult;
            if (other != null) result.setResult(other);
        }
    }
}
