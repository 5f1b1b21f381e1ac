package org.mailstead.server;

import org.mailstead.server.config.Configuration.Ports;
import org.mailstead.server.config.MailPort;
import org.mailstead.web.Html;
import org.mailstead.web.WebResponse;

/** What somebody sees who opens the server's name in a browser: what this is, and how to get at one's mail. */
record StartPage(String hostname, Ports ports) {
    private static final String STYLE = "body{font:1.05rem/1.55 system-ui,sans-serif;max-width:38rem;margin:12vh auto;"
            + "padding:0 1.2rem;color:#222;background:#fff}h1{font-size:1.5rem}table{border-collapse:collapse}"
            + "td{padding:.2rem 1.4rem .2rem 0}"
            + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}}";

    WebResponse response() {
        var page = new StringBuilder();
        page.append("<h1>").append(Html.escaped(hostname)).append("</h1>\n");
        page.append("<p>This is a mail server. There is nothing to read here in a browser.</p>\n");
        page.append(
                "<p><a href=\"/setup\">Set up your mail program</a>, step by step: for telephones, computers and printers.</p>\n");
        page.append("<p>Or by hand: add an account to a mail program: with your whole mail address as the user name,"
                + " your password, and these servers.</p>\n<table>\n");
        row(page, "Receiving (IMAP)", MailPort.IMAPS);
        row(page, "Receiving (POP3)", MailPort.POP3S);
        row(page, "Sending (SMTP)", MailPort.SUBMISSIONS);
        page.append("</table>\n");
        return Html.page(200, new Html.Document("en", "Mail server", STYLE, page.toString()), "'none'");
    }

    /** Ports that are chosen at the start are known to the card of the demonstration only. */
    private void row(StringBuilder page, String what, MailPort port) {
        int number = ports.of(port);
        if (number <= 0) return;
        page.append("<tr><td>")
                .append(what)
                .append("</td><td>")
                .append(Html.escaped(hostname))
                .append("</td><td>port ")
                .append(number)
                .append("</td><td>SSL/TLS</td></tr>\n");
    }
}
