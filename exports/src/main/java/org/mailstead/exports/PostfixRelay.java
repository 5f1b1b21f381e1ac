package org.mailstead.exports;

import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;

/** Lines by which a Postfix sends all mail for elsewhere through an account, and the file with its secret. */
final class PostfixRelay implements Format {
    private static final String SECRETS = "/etc/postfix/sasl_passwd";

    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer server = draft.outgoing();
        if (server.user().indexOf(':') >= 0) throw draft.unfit("unfit.colon");
        boolean plain = server.security() == Security.NONE;
        String hop = "[" + server.host() + "]:" + server.port();
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("relayhost = ", hop)
                .line("smtp_sasl_auth_enable = yes")
                .line("smtp_sasl_password_maps = texthash:", SECRETS)
                .line("smtp_sasl_security_options = noanonymous");
        if (!draft.typed()) lines.line("smtp_sasl_mechanism_filter = xoauth2");
        lines.line("smtp_tls_security_level = ", plain ? "none" : "secure");
        if (!plain)
            lines.line("smtp_tls_secure_cert_match = nexthop")
                    .line("smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt")
                    .line("smtp_tls_wrappermode = ", server.security() == Security.TLS ? "yes" : "no");
        lines.comment(draft.say("comment.sender"));
        draft.configuration(draft.slug() + ".main.cf", lines);
        String secret = draft.typed() ? "PUT-THE-PASSWORD-HERE" : "/etc/tokens/" + draft.slug();
        draft.configuration("sasl_passwd", new Lines().line(hop, " ", server.user(), ":", secret));
        draft.step(draft.typed() ? "step.postfix-secret" : "step.postfix-tokens");
        draft.own();
    }
}
