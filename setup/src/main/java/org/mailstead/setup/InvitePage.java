package org.mailstead.setup;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.mailstead.directory.Account;
import org.mailstead.directory.Invites;
import org.mailstead.web.FormFields;
import org.mailstead.web.FormSeal;
import org.mailstead.web.HtmlBody;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * What is behind the link of an invitation. Opening it shows a button first: programs that look at links in mails and chats would use
 * it up. The form has no seal: the link itself is the secret.
 */
final class InvitePage {
    /** To scan a code with a telephone that lies beside. */
    static final Duration TO_OTHER_DEVICE = Duration.ofMinutes(30);

    private static final int GONE = 410;

    private final Invites invites;
    private final BrowserSession sessions;

    InvitePage(Invites invites, BrowserSession sessions) {
        this.invites = invites;
        this.sessions = sessions;
    }

    private static String token(WebRequest request) {
        return request.path().substring(SetupPages.PATH.length() + 1);
    }

    WebResponse show(WebRequest request) {
        Choice choice = Choice.of(request);
        Optional<Account> account = invites.look(token(request));
        if (account.isEmpty()) return over(request, choice);
        var wording = new Wording(choice.language());
        String address = account.get().address().toString();
        var body = new HtmlBody().leaf("h1", wording.get("invite.title", "address", address));
        body.leaf("p", wording.get("invite.text"));
        body.open("form", "method", "post", "action", request.path());
        choice.each((name, value) -> PageFrame.hidden(body, name, value));
        body.leaf("button", wording.get("begin"), "class", "yes").close();
        body.leaf("p", wording.get("invite.once"));
        return PageFrame.page(200, choice, request.path(), Optional.empty(), "", wording.get("title"), body);
    }

    WebResponse begin(WebRequest request) throws IOException {
        // Another site must not bring somebody's browser into a stranger's account.
        if (FormSeal.isFromElsewhere(request)) return show(request);
        Choice choice;
        try {
            choice = Choice.of(FormFields.parse(request.body()), request);
        } catch (FormFields.Malformed e) {
            choice = Choice.of(request);
        }
        Optional<Account> account = invites.use(token(request));
        if (account.isEmpty()) return over(request, choice);
        String address = account.get().address().toString();
        return sessions.begin(SetupPages.to(choice.with(address)), account.get());
    }

    private static WebResponse over(WebRequest request, Choice choice) {
        var wording = new Wording(choice.language());
        var body = new HtmlBody().leaf("h1", wording.get("invite.over")).leaf("p", wording.get("invite.over-text"));
        body.open("p")
                .leaf("a", wording.get("invite.without"), "href", choice.at(SetupPages.PATH))
                .close();
        return PageFrame.page(GONE, choice, request.path(), Optional.empty(), "", wording.get("invite.over"), body);
    }
}
