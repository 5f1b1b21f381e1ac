package org.mailstead.server.cli;

import java.io.IOException;
import java.net.URI;
import org.mailstead.gateway.Enrolment;
import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.NotNow;

/**
 * Somebody at a terminal signs in with a provider.
 *
 * @param mailbox the address as whom
 */
record PersonSignIn(Terminal terminal, Enrolment enrolment, String mailbox) {
    Enrolled byCode() throws NotNow, IOException {
        var device = enrolment.byCode();
        tell("On any device, open " + device.page() + " and type the code " + device.code() + "\n" + "Sign in there as "
                + mailbox + ". Waiting…");
        return device.await();
    }

    /** @param redirectPort of this machine, if the registration names one; 0 for any */
    Enrolled byBrowser(int redirectPort) throws NotNow, IOException {
        try (var browser = enrolment.byBrowser(redirectPort)) {
            URI page = browser.page();
            boolean opened = terminal.canAsk() && SystemBrowser.open(page);
            tell((opened ? "Your browser opens. If it does not, open this page" : "Open this page")
                    + " in a browser on this machine, and sign in as " + mailbox + ":\n\n" + page
                    + "\n\nWaiting… (Without a browser on this machine: --code)");
            return browser.await();
        }
    }

    /** Beside the output, which may be read by a script. */
    private void tell(String text) {
        terminal.err().println(text);
        terminal.err().flush();
    }
}
