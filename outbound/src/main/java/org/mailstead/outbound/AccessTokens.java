package org.mailstead.outbound;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailstead.directory.Route.OAuth;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tokens to sign in with at providers that take no passwords, fetched when the last one ends. RFC 6749 §6. */
final class AccessTokens {
    private static final Duration TIME = Duration.ofSeconds(30);

    /** A token is used up to this long before its end, so that it does not end on the way. */
    private static final Duration BEFORE_END = Duration.ofMinutes(1);

    /** If the provider does not say; most say 3600 s. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    /** The longest tokens have some 4 KB. */
    private static final int ANSWER_BYTES = 64 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http;
    private final InstantSource clock;
    private final Map<OAuth, Token> tokens = new HashMap<>();

    private record Token(String text, Instant end) {
        @Override
        public String toString() {
            return "until " + end;
        }
    }

    AccessTokens(InstantSource clock) {
        this.clock = clock;
        http = HttpClient.newBuilder()
                .connectTimeout(TIME)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws IOException why there is none, in words for people */
    synchronized String of(OAuth oauth) throws IOException {
        Instant now = clock.instant();
        tokens.values().removeIf(token -> !now.plus(BEFORE_END).isBefore(token.end()));
        Token known = tokens.get(oauth);
        if (known != null) return known.text();
        Token fetched = fetch(oauth, now);
        tokens.put(oauth, fetched);
        return fetched.text();
    }

    private Token fetch(OAuth oauth, Instant now) throws IOException {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", oauth.refreshToken());
        form.put("client_id", oauth.clientId());
        if (!oauth.clientSecret().isEmpty()) form.put("client_secret", oauth.clientSecret());
        URI url;
        try {
            url = URI.create(oauth.tokenUrl());
        } catch (IllegalArgumentException e) {
            throw new IOException("The address for tokens of " + oauth + " is not one: " + oauth.tokenUrl());
        }
        var request = HttpRequest.newBuilder(url)
                .timeout(TIME)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        HttpResponse<InputStream> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("this server is being shut down");
        } catch (IOException e) {
            throw new IOException(
                    "No token for " + oauth + ": " + url.getHost() + " cannot be asked, " + e.getMessage());
        }
        Map<String, String> answer;
        try (InputStream body = response.body()) {
            answer = members(body.readNBytes(ANSWER_BYTES));
        }
        String token = answer.get("access_token");
        if (response.statusCode() == 200 && token != null) return new Token(token, now.plus(life(answer)));
        String why = answer.getOrDefault("error_description", answer.getOrDefault("error", "no reason given"));
        throw new IOException("No token for " + oauth + ": " + url.getHost() + " refuses with " + response.statusCode()
                + ", " + why.lines().findFirst().orElse("") + ". Allow it anew and add the route again.");
    }

    private static Duration life(Map<String, String> answer) {
        String seconds = answer.getOrDefault("expires_in", "");
        return seconds.matches("\\d{1,7}") ? Duration.ofSeconds(Long.parseLong(seconds)) : USUAL;
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(joining("&"));
    }

    /** Those at the top that are texts or numbers; none of what is not JSON. */
    private static Map<String, String> members(byte[] json) {
        var members = new HashMap<String, String>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return members;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue()) members.put(name, parser.getString());
                else parser.skipChildren();
            }
        } catch (JacksonException e) {
            // What was read so far may explain it.
        }
        return members;
    }
}
