package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.outbound.HostDemands.Decision;
import org.mailstead.outbound.HostSessions.Session;
import org.mailstead.outbound.Routing.Whereabouts;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.smtp.Answer;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.SmtpClient;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.smtp.SmtpReply;
import org.mailstead.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to bring a message to one destination: its hosts are asked in turn until each recipient has a final answer. A
 * host that may have the message without having said so ends the try for those it was for, or they had it twice.
 */
final class RemoteTry {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteTry.class);

    /** Hosts asked that say "later"; all of a domain's hosts mostly say the same. */
    private static final int LATERS = 3;

    private final QueuedMessage message;
    private final List<SmtpRecipient> recipients;
    private final Routing routing;
    private final HostSessions sessions;
    private final BlobStore blobs;
    private final HostDemands.ForDomain demands;
    private final Steps steps;

    /** Final ones; null where another host, or another transaction, may still help. */
    private final List<@Nullable Outcome> outcomes = new ArrayList<>();

    /** What those without a final outcome met. */
    private @Nullable Outcome trouble;

    private int laters;
    private boolean reached;

    /**
     * Whether a host was left out by the word of a domain's owner. Mail whose sender wants it to arrive in any case goes there all
     * the same, and must not wait because other mail may not. RFC 8689 §4.2.2.
     */
    private boolean judged;

    /** What every try works with. */
    record Means(Routing routing, HostSessions sessions, BlobStore blobs) {}

    RemoteTry(
            QueuedMessage message,
            List<SmtpRecipient> recipients,
            Means means,
            HostDemands.ForDomain demands,
            Steps steps) {
        this.message = message;
        this.recipients = recipients;
        routing = means.routing();
        sessions = means.sessions();
        blobs = means.blobs();
        this.demands = demands;
        this.steps = steps;
        for (SmtpRecipient _ : recipients) outcomes.add(null);
    }

    /** @return one outcome for each recipient */
    List<Outcome> at(List<MailHost> hosts) throws Unreachable {
        for (MailHost host : hosts) {
            ask(host);
            if (open().isEmpty() || laters >= LATERS) break;
        }
        Outcome rest = trouble == null ? Outcome.later("4.4.1", "", "No host could be asked.") : trouble;
        if (!reached && !judged && rest.kind() == Outcome.Kind.LATER)
            throw new Unreachable(rest.status(), rest.toString());
        var all = new ArrayList<Outcome>();
        for (Outcome outcome : outcomes) all.add(outcome == null ? rest : outcome);
        return all;
    }

    private List<Integer> open() {
        var open = new ArrayList<Integer>();
        for (int i = 0; i < outcomes.size(); i++) if (outcomes.get(i) == null) open.add(i);
        return open;
    }

    /** Those of whom this host has not said anything yet. */
    private List<Integer> open(Set<Integer> heard) {
        return open().stream().filter(each -> !heard.contains(each)).toList();
    }

    private void ask(MailHost named) {
        switch (demands.decide(named)) {
            case Decision.PassOver(var why) -> {
                steps.tell("passed over: " + why);
                met(why);
                judged = true;
            }
            case Decision.Ask(var host) -> {
                String story = host.demand().story();
                if (!story.isEmpty()) steps.tell(host + ": " + story);
                talkTo(host);
            }
        }
    }

    private void talkTo(MailHost host) {
        Verdict verdict = Verdict.ANOTHER_SESSION;
        var heard = new HashSet<Integer>();
        // Each round but the first has fewer recipients than the one before it.
        while (verdict == Verdict.ANOTHER_SESSION && !open(heard).isEmpty()) {
            Optional<Session> kept = sessions.kept(host);
            if (kept.isPresent()) {
                steps.tell(kept.get().peer() + ": a connection from before is still open");
                verdict = bring(kept.get(), heard);
            } else {
                Session fresh = fresh(host);
                if (fresh == null) return;
                verdict = bring(fresh, heard);
            }
        }
    }

    private @Nullable Session fresh(MailHost host) {
        switch (routing.addresses(host)) {
            case Whereabouts.Unknown(var forGood, var why) -> {
                steps.tell(why);
                met(forGood ? Outcome.failed("5.4.4", "", why) : Outcome.later("4.4.3", "", why));
            }
            case Whereabouts.Addresses(var addresses) -> {
                try {
                    Session session = sessions.open(host, addresses, steps);
                    if (host.access().chosen() || !session.client.isOurselves()) return session;
                    session.client.close();
                    met(Outcome.failed(
                            "5.4.6", "", host + " is this server itself, but the domain is not set up here."));
                } catch (HostSessions.DemandNotMet e) {
                    steps.tell(host + ": " + e.failure().why());
                    met(demands.refusal(host, e.failure()));
                    judged |= !host.access().chosen();
                } catch (SmtpClient.NotWanted e) {
                    met(outcome(e.reply(), host.name()));
                } catch (IOException e) {
                    steps.tell(host + ": " + SmtpClient.words(e));
                    met(Outcome.later("4.4.1", "", host + ": " + SmtpClient.words(e)));
                }
            }
        }
        return null;
    }

    /** As long as one host may take it later, what another says for good does not count. */
    private void met(Outcome outcome) {
        boolean worse = outcome.kind() == Outcome.Kind.FAILED && trouble != null;
        if (!worse) trouble = outcome;
    }

    private enum Verdict {
        /** The host has said what it has to say. */
        ASKED,
        /** The session was of no use any more, or the host takes the rest in another transaction. */
        ANOTHER_SESSION
    }

    /** @param heard recipients of whom the host has said something; more are put in */
    private Verdict bring(Session session, Set<Integer> heard) {
        Outcome noPromise = demands.withoutPromise(session.host, session.client.features());
        if (noPromise != null) {
            met(noPromise);
            sessions.done(session);
            return Verdict.ASKED;
        }
        HostFit fit;
        try {
            fit = new HostFit(message, this::content, session.client.features(), session.peer(), sessions.now());
        } catch (IOException e) {
            LOG.error("{} cannot be read", message.id(), e);
            met(Outcome.later("4.3.0", "", "The message could not be read on this server."));
            sessions.done(session);
            return Verdict.ASKED;
        }
        refuseImpossible(fit);
        List<Integer> open = open(heard);
        // RFC 9422 §3.2. A delivery is for one domain, so that RCPTDOMAINMAX is kept whatever it is.
        int most = session.client.features().mostRecipients().orElse(Integer.MAX_VALUE);
        if (open.size() > most) open = open.subList(0, most);
        if (open.isEmpty()) {
            sessions.done(session);
            return Verdict.ASKED;
        }
        boolean kept = session.isUsed();
        var to = open.stream().map(recipients::get).toList();
        session.client.tellTo(steps::heard);
        List<Answer> answers = session.client.bring(fit.mail(to));
        answers.stream()
                .filter(Answer.Lost.class::isInstance)
                .distinct()
                .forEach(lost -> steps.tell(((Answer.Lost) lost).why()));
        // A host that closes a line which was kept for it has said nothing about the mail.
        boolean stale = kept && answers.stream().allMatch(RemoteTry::isGone);
        boolean more = stale || settle(session, open, answers);
        if (!more) {
            heard.addAll(open);
            more = !open(heard).isEmpty() && answers.stream().allMatch(Answer.Said.class::isInstance);
        }
        sessions.done(session);
        return more ? Verdict.ANOTHER_SESSION : Verdict.ASKED;
    }

    private void refuseImpossible(HostFit fit) {
        for (int i : open()) {
            Outcome impossible = fit.impossible(recipients.get(i));
            if (impossible == null) continue;
            outcomes.set(i, impossible);
            reached = true;
        }
    }

    private static boolean isGone(Answer answer) {
        return switch (answer) {
            case Answer.Said(var reply) -> reply.code() == 421;
            case Answer.Lost lost -> !lost.mayBeTaken();
        };
    }

    /** Whether the host takes only so many recipients at once, and wants the rest in another transaction. */
    private boolean settle(Session session, List<Integer> open, List<Answer> answers) {
        boolean took = answers.stream().anyMatch(Answer::isTaken);
        boolean tooMany = false;
        boolean later = false;
        for (int i = 0; i < open.size(); i++) {
            Answer answer = answers.get(i);
            reached |= answer instanceof Answer.Said;
            Outcome outcome = outcome(session, answer);
            if (outcome.kind() != Outcome.Kind.LATER || mayBeTaken(answer)) {
                outcomes.set(open.get(i), outcome);
                reached = true;
            } else {
                met(outcome);
                later = true;
                tooMany |= isTooMany(answer);
            }
        }
        if (took) LOG.info("{} taken by {}", message.id(), session.peer());
        if (took && tooMany) return true;
        if (later) laters++;
        return false;
    }

    private static boolean mayBeTaken(Answer answer) {
        return answer instanceof Answer.Lost lost && lost.mayBeTaken();
    }

    /** RFC 5321 §4.5.3.1.10: 452, in old servers 552; but those two mean a full mailbox or disk as well. */
    private static boolean isTooMany(Answer answer) {
        return answer instanceof Answer.Said(var reply)
                && (reply.status().endsWith(".5.3")
                        || (reply.code() == 452 && reply.status().isEmpty()));
    }

    private Outcome outcome(Session session, Answer answer) {
        return switch (answer) {
            case Answer.Said(var reply)
            when isTooMany(answer) -> Outcome.later("4.5.3", session.peer(), reply.toString());
            case Answer.Said(var reply) -> reply.isPositive() ? taken(session, reply) : outcome(reply, session.peer());
            case Answer.Lost(var status, var why, var mayBeTaken) ->
                Outcome.later(status, "", session.peer() + ": " + why);
        };
    }

    private Outcome taken(Session session, SmtpReply reply) {
        String said = reply.toString();
        DeliverBy by = message.wants().deliverBy();
        boolean told = by != null && by.tellsOfRelay(session.client.features().has(HostFit.DELIVERBY), sessions.now());
        if (told) return Outcome.relayed(session.peer(), said);
        boolean reports = session.client.features().has("DSN");
        return reports ? Outcome.delivered(session.peer(), said) : Outcome.passedOn(session.peer(), said);
    }

    private static Outcome outcome(SmtpReply reply, String peer) {
        String said = reply.toString();
        boolean forGood = reply.code() >= 500;
        // Thanks where nothing was brought are no answer.
        boolean clear = !reply.status().isEmpty() && !reply.isPositive();
        String status = clear ? reply.status() : forGood ? "5.0.0" : "4.0.0";
        return forGood ? Outcome.failed(status, peer, said) : Outcome.later(status, peer, said);
    }

    /** Without the return path, which only the last server writes. RFC 5321 §4.4. */
    private InputStream content() throws IOException {
        return ReturnPath.skip(message.open(blobs));
    }
}
