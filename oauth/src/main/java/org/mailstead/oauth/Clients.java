package org.mailstead.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * Lets programs register (RFC 7591) without keeping anything of it: the {@code client_id} is what was registered, with a seal. So
 * nobody can fill the disk, the same program has the same one on all machines, and it holds for ever.
 */
final class Clients {
    /** Places a program may have codes brought to. */
    static final int REDIRECTS = 8;

    /** Of a name, that it fits into a line of a page. */
    static final int NAME_CHARACTERS = 60;

    /** Of what is sealed: as it travels in every request's first line. */
    private static final int SEALED_BYTES = 900;

    /** A registration has few hundred bytes; some programs add their logo's address and terms in many languages. */
    static final int BODY_BYTES = 16 * 1024;

    private static final String BEGINNING = "msp_";
    private static final int SEAL_BYTES = 16;
    private static final int FORM = 1;
    private static final int CREATED = 201;
    private static final List<String> GRANT_TYPES =
            List.of(TokenEndpoint.CODE, TokenEndpoint.REFRESH, TokenEndpoint.DEVICE);

    private final byte[] key;

    /** @param key what seals */
    Clients(byte[] key) {
        this.key = key.clone();
    }

    Optional<Client> find(String id) {
        if (id.equals(Client.OPEN.id())) return Optional.of(Client.OPEN);
        if (!id.startsWith(BEGINNING) || id.length() > 2 * SEALED_BYTES) return Optional.empty();
        try {
            byte[] all = Base64.getUrlDecoder().decode(id.substring(BEGINNING.length()));
            if (all.length <= SEAL_BYTES) return Optional.empty();
            byte[] said = Arrays.copyOf(all, all.length - SEAL_BYTES);
            byte[] seal = Arrays.copyOfRange(all, said.length, all.length);
            return TokenText.same(seal, seal(said)) ? Optional.of(decode(id, said)) : Optional.empty();
        } catch (IllegalArgumentException | StoreFault e) {
            return Optional.empty();
        }
    }

    private byte[] seal(byte[] said) {
        return Arrays.copyOf(TokenText.hmac(key, said), SEAL_BYTES);
    }

    private static Client decode(String id, byte[] said) {
        var in = new RowReader(said);
        if (in.varint() != FORM) throw new IllegalArgumentException("sealed by another version");
        String name = in.string();
        var redirects = new ArrayList<RedirectUri>();
        for (int left = in.count(); left > 0; left--)
            redirects.add(RedirectUri.parse(in.string()).orElseThrow(IllegalArgumentException::new));
        return new Client(id, name, redirects);
    }

    Client register(String name, List<RedirectUri> redirects) {
        var said = new RowWriter().varint(FORM).string(name).varint(redirects.size());
        redirects.forEach(each -> said.string(each.toString()));
        byte[] bytes = said.toBytes();
        if (bytes.length > SEALED_BYTES) throw metadata("name and redirect_uris are too long together");
        byte[] all = Arrays.copyOf(bytes, bytes.length + SEAL_BYTES);
        System.arraycopy(seal(bytes), 0, all, bytes.length, SEAL_BYTES);
        String id = BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        return new Client(id, name, redirects);
    }

    /** RFC 7591 §3. */
    WebResponse answer(WebRequest request) throws IOException {
        try {
            return register(new String(request.body(), StandardCharsets.UTF_8));
        } catch (OAuthRefusal refusal) {
            return refusal.response();
        }
    }

    private WebResponse register(String body) {
        Map<String, Object> asked = object(body);
        List<String> grants = kept(asked, "grant_types", List.of(TokenEndpoint.CODE, TokenEndpoint.REFRESH));
        List<RedirectUri> redirects = redirects(texts(asked, "redirect_uris"));
        if (redirects.isEmpty() && grants.contains(TokenEndpoint.CODE))
            throw new OAuthRefusal("invalid_redirect_uri", "redirect_uris is missing");
        Client client = register(name(asked.get("client_name")), redirects);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("client_id", client.id());
        if (!client.name().isEmpty()) answer.put("client_name", client.name());
        answer.put(
                "redirect_uris", redirects.stream().map(RedirectUri::toString).toList());
        answer.put("grant_types", grants);
        answer.put("response_types", grants.contains(TokenEndpoint.CODE) ? List.of("code") : List.of());
        // Also where something else was asked for: programs that people install keep no secret. RFC 7591 §3.2.1 lets us
        // say so.
        answer.put("token_endpoint_auth_method", "none");
        return Answers.json(CREATED, answer);
    }

    private static List<RedirectUri> redirects(List<String> texts) {
        if (texts.size() > REDIRECTS)
            throw new OAuthRefusal("invalid_redirect_uri", "there are more than " + REDIRECTS + " redirect_uris");
        return texts.stream()
                .map(text -> RedirectUri.parse(text)
                        .orElseThrow(() -> new OAuthRefusal(
                                "invalid_redirect_uri",
                                "redirect_uris may be http://127.0.0.1/…, http://[::1]/… or http://localhost/… with any"
                                        + " port, or have a scheme with a dot that is the program's own; web sites cannot"
                                        + " be let in")))
                .toList();
    }

    /** Those of ours among what was asked for. */
    private static List<String> kept(Map<String, Object> asked, String name, List<String> byDefault) {
        if (asked.get(name) == null) return byDefault;
        List<String> kept = texts(asked, name).stream()
                .filter(GRANT_TYPES::contains)
                .distinct()
                .toList();
        if (kept.isEmpty()) throw metadata(name + " has none of " + String.join(", ", GRANT_TYPES));
        return kept;
    }

    private static List<String> texts(Map<String, Object> asked, String name) {
        Object value = asked.get(name);
        if (value == null) return List.of();
        if (!(value instanceof List<?> list)) throw metadata(name + " is not a list");
        var texts = new ArrayList<String>();
        for (Object each : list) {
            if (!(each instanceof String text)) throw metadata(name + " is not a list of texts");
            texts.add(text);
        }
        return texts;
    }

    /** Without what could move the cursor or turn the text round. */
    private static String name(@Nullable Object value) {
        if (!(value instanceof String text)) return "";
        String shown = text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(NAME_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return shown.strip();
    }

    private static Map<String, Object> object(String body) {
        try {
            return JSONObjectUtils.parse(body, BODY_BYTES);
        } catch (ParseException e) {
            throw metadata("the request is not a JSON object");
        }
    }

    private static OAuthRefusal metadata(String description) {
        return new OAuthRefusal("invalid_client_metadata", description);
    }
}
