package org.mailstead.server.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.mailstead.zone.ServedPolicy;
import org.mailstead.zone.Surroundings;

/** Fetches the policy for MTA-STS as other servers do. RFC 8461 §3.3. */
final class PolicyFetch implements Surroundings.PolicySource {
    /** Others wait as long. */
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private static final Duration ANSWERING = Duration.ofSeconds(20);

    /** Bytes of a policy: others take no more. */
    private static final int BYTES = 64 * 1024;

    private static final int OK = 200;

    @Override
    public String fetch(String host) throws IOException {
        // Who moves is not followed: the standard forbids it.
        try (var client = HttpClient.newBuilder()
                .connectTimeout(CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://" + host + ServedPolicy.PATH))
                    .timeout(ANSWERING)
                    .build();
            var answer = client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.US_ASCII), BYTES));
            return text(answer);
        } catch (HttpTimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (ConnectException e) {
            throw new IOException("nobody answers on port 443", e);
        } catch (SSLException e) {
            throw new IOException("no trusted TLS connection comes about (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String text(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != OK) throw new IOException("the answer is " + answer.statusCode() + ", not " + OK);
        String type = answer.headers().firstValue("content-type").orElse("");
        if (!type.startsWith("text/plain")) throw new IOException("what is served is not text/plain");
        return answer.body();
    }
}
