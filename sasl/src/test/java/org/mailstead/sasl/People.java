package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A judge who knows some people by their passwords, and says in a word what was tried. */
final class People implements Judge<String> {
    static final ClientCertificate CERTIFICATE = new ClientCertificate(List.of("ann@example.test"), "Ann (1f)");

    static final int ITERATIONS = ScramKeys.FEWEST_ITERATIONS;

    private final Map<String, List<String>> passwords = new HashMap<>();

    /** They take thousands of iterations each. */
    private final Map<String, ScramKeys> made = new HashMap<>();

    private String asked = "";
    private byte[] salt = "a salt of many".getBytes(StandardCharsets.US_ASCII);

    static People with(String user, String... passwords) {
        var people = new People();
        people.passwords.put(user, List.of(passwords));
        return people;
    }

    People salted(byte[] other) {
        salt = other.clone();
        return this;
    }

    @Override
    public String password(Identity who, String password) {
        boolean right = passwords.getOrDefault(who.user(), List.of()).contains(password);
        return right ? "welcome " + who.user() + acting(who) : "wrong password";
    }

    @Override
    public String token(Identity who, String token) {
        return token.equals("good token") ? "welcome by token" + acting(who) : "wrong token";
    }

    @Override
    public String certificate(ClientCertificate shown, String actingFor) {
        return "welcome by certificate " + shown.name() + acting(new Identity(actingFor, ""));
    }

    private static String acting(Identity who) {
        return who.actingFor().isEmpty() ? "" : " for " + who.actingFor();
    }

    @Override
    public ScramKeys keys(String user, ScramHash hash) {
        asked = hash.toString();
        return made.computeIfAbsent(hash + user, _ -> make(user, hash));
    }

    private ScramKeys make(String user, ScramHash hash) {
        var pairs = new ArrayList<ScramKeys.Pair>();
        try {
            for (String each : passwords.getOrDefault(user, List.of()))
                pairs.add(ScramKeys.Pair.of(each, salt, ITERATIONS, hash));
        } catch (PreparationException e) {
            throw new IllegalStateException(e);
        }
        return new ScramKeys(salt, ITERATIONS, pairs);
    }

    @Override
    public List<CramKey> cramKeys(String user) {
        asked = "CRAM_MD5";
        var keys = new ArrayList<CramKey>();
        try {
            for (String each : passwords.getOrDefault(user, List.of())) keys.add(CramKey.of(each));
        } catch (PreparationException e) {
            throw new IllegalStateException(e);
        }
        return keys;
    }

    @Override
    public String proven(Identity who, int which) {
        var known = Objects.requireNonNull(passwords.get(who.user()));
        return "welcome " + who.user() + " by " + asked + " of " + known.get(which) + acting(who);
    }

    @Override
    public String disproven(Identity who) {
        return "not proven";
    }

    @Override
    public boolean isWelcome(String outcome) {
        return outcome.startsWith("welcome");
    }
}
