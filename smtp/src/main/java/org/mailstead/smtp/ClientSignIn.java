package org.mailstead.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** AUTH from our side. RFC 4954 §4. */
final class ClientSignIn {
    private final SmtpClient client;

    ClientSignIn(SmtpClient client) {
        this.client = client;
    }

    void as(ClientLogin login) throws IOException {
        Set<String> offered = client.features().mechanisms();
        switch (login) {
            case ClientLogin.Password password -> {
                if (offered.contains("PLAIN")) plain(password);
                else if (offered.contains("LOGIN")) login(password);
                else throw noWay(offered, "a password");
            }
            case ClientLogin.Token token -> {
                if (offered.contains("XOAUTH2")) xoauth2(token);
                else if (offered.contains("OAUTHBEARER")) oauthBearer(token);
                else throw noWay(offered, "an OAuth2 token");
            }
        }
    }

    private IOException noWay(Set<String> offered, String with) {
        String ways = offered.isEmpty()
                ? "no way to sign in"
                : String.join(", ", offered.stream().sorted().toList());
        return new IOException("it does not let us sign in with " + with + "; it offers " + ways);
    }

    /** RFC 4616 §2. */
    private void plain(ClientLogin.Password login) throws IOException {
        require(login, ask("AUTH PLAIN " + base64("\0" + login.userName() + "\0" + login.password())));
    }

    private void login(ClientLogin.Password login) throws IOException {
        SmtpReply reply = ask("AUTH LOGIN");
        if (reply.code() == 334) reply = ask(base64(login.userName()));
        if (reply.code() == 334) reply = ask(base64(login.password()));
        require(login, reply);
    }

    private void xoauth2(ClientLogin.Token login) throws IOException {
        String response = "user=" + login.userName() + "\1auth=Bearer " + login.accessToken() + "\1\1";
        requireAfterReason(login, ask("AUTH XOAUTH2 " + base64(response)), "");
    }

    /** RFC 7628 §3.1. */
    private void oauthBearer(ClientLogin.Token login) throws IOException {
        // RFC 5801 §4 writes the two signs that mean something there in another way.
        String name = login.userName().replace("=", "=3D").replace(",", "=2C");
        String response = "n,a=" + name + ",\1auth=Bearer " + login.accessToken() + "\1\1";
        requireAfterReason(login, ask("AUTH OAUTHBEARER " + base64(response)), "AQ==");
    }

    /** What is wrong with a token is said as if it were a question; the refusal follows any answer. RFC 7628 §3.2.3. */
    private void requireAfterReason(ClientLogin login, SmtpReply reply, String answer) throws IOException {
        require(login, reply.code() == 334 ? ask(answer) : reply);
    }

    private void require(ClientLogin login, SmtpReply reply) throws IOException {
        if (reply.isPositive()) return;
        throw new IOException("it does not let " + login.userName() + " sign in: " + reply);
    }

    private SmtpReply ask(String line) throws IOException {
        return client.ask("AUTH", line, client.limits().command());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
