package org.mailstead.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Spool;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.Identity;
import org.mailstead.sasl.Judge;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;

/** Ann and Bob at example.test, and a drop that keeps what it gets. */
final class FakeServices implements Recipients, MailDrop, SubmissionSignIn, Senders {
    record Mail(SmtpEnvelope envelope, String text) {
        /** Without the trace fields. */
        String content() {
            int date = text.indexOf(";\r\n\t");
            return text.substring(text.indexOf("\r\n", date + 4) + 2);
        }
    }

    final List<Mail> delivered = new CopyOnWriteArrayList<>();
    volatile MailDrop.Outcome outcome = MailDrop.Outcome.ON_DISK;
    volatile @Nullable RuntimeException dropFailure;
    volatile UrlContents urls = UrlContents.NONE;
    volatile Gatekeeper gatekeeper = Gatekeeper.OPEN;

    SmtpServices all() {
        return new SmtpServices(this, this, this, this, gatekeeper, urls);
    }

    @Override
    public Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer) {
        if (recipient.equals(SmtpAddress.POSTMASTER)) return Verdict.DELIVERED_HERE;
        if (!recipient.domain().equalsIgnoreCase("example.test")) return Verdict.ELSEWHERE;
        return switch (recipient.local()) {
            case "ann", "bob" -> Verdict.DELIVERED_HERE;
            case "full" -> Verdict.FULL;
            case "later" -> Verdict.TRY_LATER;
            case "broken" -> throw new IllegalStateException("the directory is broken");
            default -> recipient.local().startsWith("many") ? Verdict.DELIVERED_HERE : Verdict.UNKNOWN_HERE;
        };
    }

    @Override
    public MailDrop.Outcome accept(SmtpEnvelope envelope, Spool message) {
        RuntimeException failure = dropFailure;
        if (failure != null) throw failure;
        try (var in = message.open()) {
            if (outcome == MailDrop.Outcome.ON_DISK)
                delivered.add(new Mail(envelope, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    @Override
    public void refused(SmtpEnvelope envelope, Spool message, SmtpReply reply) {
        // Nobody asks this one what happened.
    }

    @Override
    public boolean maySendAs(Submitter who, SmtpAddress sender) {
        return sender.toString().equals(who.address());
    }

    @Override
    public Optional<Submitter> known(String userName) {
        return userName.equals("ann@example.test")
                ? Optional.of(new Submitter("ann", "ann@example.test"))
                : Optional.empty();
    }

    @Override
    public Set<SaslMechanism> mechanisms() {
        return Set.of(SaslMechanism.PLAIN, SaslMechanism.LOGIN);
    }

    @Override
    public Optional<String> withoutTls(String userName, From from) {
        return Optional.empty();
    }

    @Override
    public SaslExchange<SubmissionSignIn.Outcome> begin(
            SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, From from) {
        return mechanism.begin(new Passwords(), channel, offered, new Random(1));
    }

    /** Knows no other proof than a password. */
    private static final class Passwords implements Judge<SubmissionSignIn.Outcome> {
        @Override
        public SubmissionSignIn.Outcome password(Identity who, String password) {
            boolean oneself = who.actingFor().isEmpty() || who.actingFor().equalsIgnoreCase(who.user());
            return oneself
                    ? signIn(who.user(), password)
                    : new SubmissionSignIn.Outcome.Refused(SubmissionSignIn.Outcome.Kind.WRONG, "not for another");
        }

        @Override
        public SubmissionSignIn.Outcome token(Identity who, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubmissionSignIn.Outcome certificate(ClientCertificate shown, String actingFor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ScramKeys keys(String user, ScramHash hash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<CramKey> cramKeys(String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubmissionSignIn.Outcome proven(Identity who, int which) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubmissionSignIn.Outcome disproven(Identity who) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isWelcome(SubmissionSignIn.Outcome outcome) {
            return outcome instanceof SubmissionSignIn.Outcome.Welcome;
        }
    }

    private static SubmissionSignIn.Outcome signIn(String userName, String password) {
        if (userName.equals("down")) return new SubmissionSignIn.Outcome.Unavailable();
        return userName.equalsIgnoreCase("ann@example.test") && password.equals("ann-secret")
                ? new SubmissionSignIn.Outcome.Welcome(new Submitter("ann", "ann@example.test"))
                : new SubmissionSignIn.Outcome.Refused(SubmissionSignIn.Outcome.Kind.WRONG, "wrong password");
    }
}
