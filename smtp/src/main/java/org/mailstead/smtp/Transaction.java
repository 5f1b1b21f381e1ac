package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Connection;

/** One mail brought to a server: MAIL, RCPT for each recipient, DATA. RFC 5321 §3.3, RFC 2920 §3.1, RFC 2033 §4.2. */
final class Transaction {
    private final SmtpClient client;
    private final OutgoingMail mail;
    private final List<@Nullable Answer> answers;

    /** What is going on, for the words of a failure. */
    private String step = "before the mail began";

    /** Whether the end of the content is on its way. */
    private boolean sent;

    Transaction(SmtpClient client, OutgoingMail mail) {
        this.client = client;
        this.mail = mail;
        answers = new ArrayList<>();
        for (SmtpRecipient _ : mail.recipients()) answers.add(null);
    }

    List<Answer> run() {
        try {
            client.beginMail();
            if (envelope()) content();
        } catch (SmtpClient.NotWanted e) {
            client.end();
            answerRest(new Answer.Said(e.reply()));
        } catch (ContentFailed e) {
            client.end();
            answerRest(new Answer.Lost("4.3.0", "The message could not be read on this server.", false));
        } catch (IOException e) {
            client.end();
            answerRest(new Answer.Lost(
                    "4.4.2", "The conversation broke off " + step + ": " + SmtpClient.words(e) + ".", sent));
        }
        var all = new ArrayList<Answer>();
        for (Answer answer : answers)
            all.add(answer == null ? new Answer.Lost("4.4.2", "No answer came.", sent) : answer);
        return all;
    }

    /** Whether the server waits for the content. */
    private boolean envelope() throws IOException {
        // RFC 2920 §3.1: DATA is the last of a group; its answer tells how the others were understood.
        return client.features().has("PIPELINING") ? envelopeAtOnce() : envelopeInSteps();
    }

    private boolean envelopeAtOnce() throws IOException {
        client.say(mailCommand());
        for (SmtpRecipient each : mail.recipients()) client.say(rcptCommand(each));
        client.say("DATA");
        SmtpReply sender = sender();
        for (int i = 0; i < answers.size(); i++) recipient(i, sender);
        boolean wanted = data(client.read("DATA", client.limits().data()));
        if (wanted && accepted() == 0) {
            // The server wants content for nobody: it gets none. RFC 2920 §3.1.
            client.say(".");
            client.read("end of nothing", client.limits().end());
            return false;
        }
        return wanted;
    }

    private boolean envelopeInSteps() throws IOException {
        client.say(mailCommand());
        SmtpReply sender = sender();
        if (!sender.isPositive()) return false;
        for (int i = 0; i < answers.size(); i++) {
            client.say(rcptCommand(mail.recipients().get(i)));
            recipient(i, sender);
            if (!client.isOpen()) return false;
        }
        return accepted() > 0 && data(client.ask("DATA", client.limits().data()));
    }

    private String mailCommand() {
        String sender = mail.sender().map(SmtpAddress::toString).orElse("");
        boolean by = mail.deliverBy() != null && client.features().has("DELIVERBY");
        MailParameters parameters = mail.parameters();
        // A report may go in plain text, but nothing is promised of that. RFC 8689 §2.
        if (!client.connection().isEncrypted()) parameters = parameters.withRequireTls(false);
        return "MAIL FROM:<" + sender + ">" + parameters.wireText(client.features(), mail.bytes())
                + (by ? " BY=" + mail.deliverBy() : "");
    }

    private String rcptCommand(SmtpRecipient recipient) {
        return "RCPT TO:<" + recipient.address() + ">" + recipient.wireText(client.features());
    }

    private SmtpReply sender() throws IOException {
        step = "after the sender was named";
        SmtpReply reply = client.read(
                "MAIL FROM:<" + mail.sender().map(SmtpAddress::toString).orElse("") + ">",
                client.limits().command());
        if (!reply.isPositive()) answerRest(new Answer.Said(reply));
        return reply;
    }

    private void recipient(int i, SmtpReply sender) throws IOException {
        step = "after the recipients were named";
        String asked = "RCPT TO:<" + mail.recipients().get(i).address() + ">";
        SmtpReply reply = client.read(asked, client.limits().command());
        // Without a sender it is out of place, and what is said to it is no judgement of the recipient.
        if (sender.isPositive() && !reply.isPositive()) answers.set(i, new Answer.Said(reply));
    }

    private boolean data(SmtpReply reply) {
        step = "before the content";
        if (reply.code() == 354) return true;
        if (reply.isPositive()) {
            // Neither yes nor no: whatever it takes for the message now, it is not ours.
            client.end();
            answerRest(new Answer.Lost("4.5.0", "The server did not wait for the content: " + reply, false));
        } else {
            answerRest(new Answer.Said(reply));
        }
        return false;
    }

    private long accepted() {
        return answers.stream().filter(answer -> answer == null).count();
    }

    private void content() throws IOException {
        step = "while the content was sent";
        Connection connection = client.connection();
        try (InputStream content = open()) {
            DotWriter.write(new FailureNamed(content), new Pieces(connection));
        }
        connection.flush();
        step = "after the content was sent, so that the server may have it";
        sent = true;
        if (client.isLmtp()) {
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) == null)
                    answers.set(
                            i,
                            new Answer.Said(client.read(
                                    "end of the content", client.limits().end())));
            }
        } else {
            answerRest(new Answer.Said(
                    client.read("end of the content", client.limits().end())));
        }
        client.mailEnded();
    }

    private InputStream open() throws ContentFailed {
        try {
            return mail.content().open();
        } catch (IOException e) {
            throw new ContentFailed(e);
        }
    }

    private void answerRest(Answer answer) {
        for (int i = 0; i < answers.size(); i++) if (answers.get(i) == null) answers.set(i, answer);
    }

    /** Our own side's fault, not the server's. What it has got so far must not be ended as if it were whole. */
    private static final class ContentFailed extends IOException {
        private static final long serialVersionUID = 1L;

        ContentFailed(IOException cause) {
            super(cause);
        }
    }

    private static final class FailureNamed extends InputStream {
        private final InputStream in;

        FailureNamed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("in pieces only");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (IOException e) {
                throw new ContentFailed(e);
            }
        }
    }

    private static final class Pieces extends OutputStream {
        private final Connection connection;

        Pieces(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void write(int b) throws IOException {
            connection.write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            connection.write(bytes, offset, length);
        }
    }
}
