package org.mailstead.gateway;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** By HTTPS with the certificate checked, or plainly to this machine itself; no redirects, since what is sent is secret. */
public final class HttpsForms implements Forms {
    /** Mail programs give up after 30 s and more, and the mail server has to be asked yet. */
    private static final Duration TIME = Duration.ofSeconds(15);

    private final HttpClient client;

    /** @param roots whose certificates are believed; empty for those that this machine believes */
    public HttpsForms(Optional<KeyStore> roots) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIME)
                .followRedirects(HttpClient.Redirect.NEVER);
        roots.map(HttpsForms::trusting).ifPresent(builder::sslContext);
        client = builder.build();
    }

    private static SSLContext trusting(KeyStore roots) {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(roots);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("these certificates cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Answer post(URI to, Map<String, String> form) throws IOException {
        if (!"https".equalsIgnoreCase(to.getScheme()) && !isHere(to))
            throw new IOException(to.getHost() + " is not reached by HTTPS");
        // The client's own limit ends with the header; a body may drip for ever.
        var task = new FutureTask<>(() -> exchange(to, form));
        Thread.ofVirtual().name("token-request").start(task);
        try {
            return task.get(TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new IOException(to.getHost() + " did not answer within " + TIME.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            String said = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            throw new IOException(to.getHost() + " cannot be asked: " + said, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the gateway is being stopped", e);
        }
    }

    private static boolean isHere(URI to) {
        try {
            return "http".equals(to.getScheme())
                    && InetAddress.ofLiteral(String.valueOf(to.getHost())).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Answer exchange(URI to, Map<String, String> form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(to)
                .timeout(TIME)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(ANSWER_BYTES + 1);
            if (bytes.length > ANSWER_BYTES) throw new IOException("the answer has no end");
            return new Answer(response.statusCode(), bytes);
        }
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(joining("&"));
    }
}
