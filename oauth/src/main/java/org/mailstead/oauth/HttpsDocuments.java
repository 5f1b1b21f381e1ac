package org.mailstead.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** By HTTPS, with the certificate checked, no redirects followed, and all of it in {@link #TIME}. */
final class HttpsDocuments implements Documents {
    /** A person waits for it who signs in. Providers answer in a tenth of a second. */
    static final Duration TIME = Duration.ofSeconds(10);

    private static final int OK = 200;

    private final HttpClient client;

    /** @param caFile as in {@link OidcProvider} */
    HttpsDocuments(Optional<Path> caFile) throws IOException {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIME)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (caFile.isPresent()) builder.sslContext(trusting(caFile.get()));
        client = builder.build();
    }

    private static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in))
                store.setCertificateEntry("ca" + number++, each);
            if (number == 0) throw new IOException(file + " has no certificate in it");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be read as certificates: " + e.getMessage(), e);
        }
    }

    @Override
    public String fetch(URI address) throws IOException {
        if (!"https".equalsIgnoreCase(address.getScheme())) throw new IOException(address + " is not reached by HTTPS");
        // The client's own limit ends with the header; a body may drip for ever.
        var task = new FutureTask<>(() -> read(address));
        Thread.ofVirtual().name("oidc-fetch").start(task);
        try {
            return task.get(TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new IOException(address + " did not answer within " + TIME.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new IOException(address + " was not fetched: " + reason(e), e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause == null) return "for no reason";
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private String read(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIME)
                .header("Accept", "application/json")
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) throw new IOException("it answers " + answer.statusCode());
            byte[] bytes = body.readNBytes(BYTES + 1);
            if (bytes.length > BYTES) throw new IOException("it is longer than " + BYTES + " bytes");
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
