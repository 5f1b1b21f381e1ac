package org.mailstead.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The token service of an imitated provider: codes with PKCE, refresh tokens that change with each use, device codes, revocation. Whoever
 * shows a refresh token that was used already is taken for a thief, and everybody is locked out.
 */
final class ImitatedTokens implements Forms {
    static final Duration LIFE = Duration.ofHours(1);
    static final String CLIENT = "a-client-of-tests";

    /** What can happen to a request. */
    enum Mishap {
        WEB_PAGE,
        FAULT,
        BUSY,
        NO_ANSWER,
        /** The provider does it, but nobody hears of it. */
        ANSWER_LOST,
        CUT_JSON
    }

    private final Clock clock;
    private final RandomGenerator random;
    private final Map<String, Grant> codes = new HashMap<>();
    private final Map<String, Grant> refreshes = new HashMap<>();
    private final Map<String, Grant> used = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();

    final Deque<Mishap> mishaps = new ArrayDeque<>();
    Duration life = LIFE;
    boolean down;
    boolean rotates = true;
    int requests;
    int refreshed;
    int authorized;
    int stolen;

    /** Somebody has let a program in. */
    private static final class Grant {
        final String person;
        final String challenge;
        final String redirect;
        boolean ended;
        String why = "AADSTS70008: the refresh token has expired";

        Grant(String person, String challenge, String redirect) {
            this.person = person;
            this.challenge = challenge;
            this.redirect = redirect;
        }
    }

    private record Access(Grant grant, Instant end) {}

    private static final class Device {
        final Instant end;
        final String code;
        Optional<String> person = Optional.empty();
        boolean declined;
        Instant asked = Instant.MIN;
        Duration interval = Duration.ofSeconds(5);

        Device(String code, Instant end) {
            this.code = code;
            this.end = end;
        }
    }

    ImitatedTokens(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A person signs in in the browser. @return the code that the browser brings back */
    synchronized String authorize(String person, String challenge, String redirect) {
        authorized++;
        String code = "code-" + Long.toHexString(random.nextLong());
        codes.put(code, new Grant(person, challenge, redirect));
        return code;
    }

    /** A person signs in in the browser of another device. */
    synchronized void approve(String userCode, String person) {
        authorized++;
        device(userCode).person = Optional.of(person);
    }

    synchronized void decline(String userCode) {
        device(userCode).declined = true;
    }

    private Device device(String userCode) {
        return devices.values().stream()
                .filter(each -> each.code.equals(userCode))
                .findFirst()
                .orElseThrow();
    }

    /** A refresh token from before. */
    synchronized String grant(String person) {
        authorized++;
        return refreshToken(new Grant(person, "", ""));
    }

    /** A token that nothing renews. */
    synchronized String access(String person) {
        String access = "access-" + Long.toHexString(random.nextLong());
        accesses.put(
                access, new Access(new Grant(person, "", ""), clock.instant().plus(life)));
        return access;
    }

    /** All that the person has let in is out. */
    synchronized void passwordChanged(String person) {
        refreshes.values().stream().filter(each -> each.person.equals(person)).forEach(each -> {
            each.ended = true;
            each.why = "AADSTS50173: the password was changed";
        });
    }

    synchronized void revoke(String person, String why) {
        refreshes.values().stream().filter(each -> each.person.equals(person)).forEach(each -> {
            each.ended = true;
            each.why = why;
        });
    }

    /** Whose mail an access token opens; empty if it is good for nothing now. */
    synchronized Optional<String> person(String access) {
        return Optional.ofNullable(accesses.get(access))
                .filter(each -> !each.grant().ended && clock.instant().isBefore(each.end()))
                .map(each -> each.grant().person);
    }

    @Override
    public synchronized Answer post(URI to, Map<String, String> form) throws IOException {
        requests++;
        if (down) throw new IOException("login.imitated.test cannot be asked: connection refused");
        Mishap mishap = mishaps.poll();
        if (mishap == null) return answer(to.getPath(), form);
        return switch (mishap) {
            case WEB_PAGE -> text(200, "<!DOCTYPE html><html><body>Maintenance</body></html>");
            case FAULT -> text(500, "Internal Server Error");
            case BUSY -> json(503, Map.of("error", "temporarily_unavailable", "error_description", "try later"));
            case NO_ANSWER -> throw new IOException("login.imitated.test did not answer within 15 seconds");
            case ANSWER_LOST -> {
                answer(to.getPath(), form);
                throw new IOException("login.imitated.test did not answer within 15 seconds");
            }
            case CUT_JSON -> text(200, "{\"access_token\":\"abc\",\"expires_in\":36");
        };
    }

    synchronized Answer answer(String path, Map<String, String> form) {
        if (!CLIENT.equals(form.get("client_id")))
            return refusal("invalid_client", "AADSTS700016: the application was not found");
        if (path.endsWith("/devicecode")) return deviceCode();
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> code(form);
            case "refresh_token" -> refresh(form.getOrDefault("refresh_token", ""));
            case "urn:ietf:params:oauth:grant-type:device_code" -> poll(form.getOrDefault("device_code", ""));
            default -> refusal("unsupported_grant_type", "");
        };
    }

    private Answer code(Map<String, String> form) {
        Grant grant = codes.remove(form.getOrDefault("code", ""));
        if (grant == null) return refusal("invalid_grant", "AADSTS54005: the code was already redeemed");
        if (!grant.redirect.equals(form.get("redirect_uri")))
            return refusal("invalid_grant", "AADSTS50011: the redirect does not match");
        if (!grant.challenge.equals(challenge(form.getOrDefault("code_verifier", ""))))
            return refusal("invalid_grant", "AADSTS501481: the code verifier does not match");
        return issue(grant, refreshToken(grant));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Answer refresh(String token) {
        Grant thief = used.get(token);
        if (thief != null) {
            stolen++;
            thief.ended = true;
        }
        Grant grant = thief == null ? refreshes.get(token) : thief;
        if (grant == null || grant.ended)
            return refusal("invalid_grant", grant == null ? "AADSTS70000: unknown" : grant.why);
        refreshed++;
        if (!rotates) return issue(grant, token);
        refreshes.remove(token);
        used.put(token, grant);
        return issue(grant, refreshToken(grant));
    }

    private String refreshToken(Grant grant) {
        String token = "refresh-" + Long.toHexString(random.nextLong());
        refreshes.put(token, grant);
        return token;
    }

    private Answer issue(Grant grant, String refresh) {
        String access = "access-" + Long.toHexString(random.nextLong());
        accesses.put(access, new Access(grant, clock.instant().plus(life)));
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String id = base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(JsonMembers.write(Map.of("preferred_username", grant.person))) + ".none";
        return json(
                200,
                Map.of(
                        "token_type",
                        "Bearer",
                        "access_token",
                        access,
                        "expires_in",
                        Long.toString(life.toSeconds()),
                        "refresh_token",
                        refresh,
                        "id_token",
                        id));
    }

    private Answer deviceCode() {
        String device = "device-" + Long.toHexString(random.nextLong());
        String code = "CODE" + devices.size();
        devices.put(device, new Device(code, clock.instant().plus(Duration.ofMinutes(15))));
        return json(
                200,
                Map.of(
                        "device_code",
                        device,
                        "user_code",
                        code,
                        "verification_uri",
                        "https://login.imitated.test/device",
                        "expires_in",
                        "900",
                        "interval",
                        "5"));
    }

    private Answer poll(String token) {
        Device device = devices.get(token);
        Instant now = clock.instant();
        if (device == null || !now.isBefore(device.end)) return refusal("expired_token", "AADSTS70020: too late");
        if (device.declined) return refusal("authorization_declined", "AADSTS70019: declined");
        Instant asked = device.asked;
        device.asked = now;
        if (now.isBefore(asked.plus(device.interval))) {
            device.interval = device.interval.plusSeconds(5);
            return refusal("slow_down", "");
        }
        if (device.person.isEmpty()) return refusal("authorization_pending", "AADSTS70016: nobody yet");
        devices.remove(token);
        Grant grant = new Grant(device.person.get(), "", "");
        return issue(grant, refreshToken(grant));
    }

    private static Answer refusal(String error, String words) {
        return json(400, Map.of("error", error, "error_description", words));
    }

    private static Answer json(int status, Map<String, String> members) {
        return new Answer(status, JsonMembers.write(members));
    }

    private static Answer text(int status, String body) {
        return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
