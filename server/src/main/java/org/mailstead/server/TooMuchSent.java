package org.mailstead.server;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.mailstead.directory.MailAddress;
import org.mailstead.message.Dates;
import org.mailstead.outbound.MailQueue;
import org.mailstead.policy.AccountSending.Alarm;
import org.mailstead.policy.AccountSending.Pause;
import org.mailstead.smtp.SmtpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the sending of an account is paused: what waits in the queue is held, and its owner is told by a mail. */
final class TooMuchSent implements Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(TooMuchSent.class);

    private final MailQueue queue;
    private final String hostName;
    private final Clock clock;

    TooMuchSent(MailQueue queue, String hostName, Clock clock) {
        this.queue = queue;
        this.hostName = hostName;
        this.clock = clock;
    }

    @Override
    public void paused(String accountId, String address, Pause pause) {
        int held = PausedMail.hold(queue, accountId);
        LOG.warn(
                "the sending of {} is paused, {} messages of the queue are held: {}. Let it send again with: mailstead account"
                        + " sending {} resume",
                address,
                held,
                pause.reason(),
                address);
        try {
            tell(address, held, pause);
        } catch (RuntimeException e) {
            // The pause is what matters; it stands.
            LOG.error("{} could not be told of the pause", address, e);
        }
    }

    private void tell(String address, int held, Pause pause) {
        var owner = MailAddress.parse(address).orElseThrow();
        queue.write(
                new SmtpAddress(owner.local(), owner.asciiDomain()),
                id -> text(address, id, held, pause).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII),
                pause.reason());
    }

    /** RFC 3834 §3.1, §5: so that no answering machine answers. */
    private String text(String address, String id, int held, Pause pause) {
        return """
                Return-Path: <>
                From: Mail system <postmaster@%s>
                To: <%s>
                Date: %s
                Message-ID: <%s@%s>
                Subject: Sending from your account is paused
                Auto-Submitted: auto-generated
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii

                Nothing more is sent from %s for now:
                %s.

                If that was not you, somebody knows your password. Change it now, and look
                at the programs and devices on which it is stored.

                %s

                Write to your postmaster when that is done, or if it was you: then your
                account can send again.
                """.formatted(
                        hostName,
                        address,
                        Dates.written(clock.instant()),
                        id,
                        hostName,
                        address,
                        pause.reason(),
                        held == 0
                                ? "No message of yours waits to be sent."
                                : held + " of your messages wait to be sent, and are held until then.");
    }
}
