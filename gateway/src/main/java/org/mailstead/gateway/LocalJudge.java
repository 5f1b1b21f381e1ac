package org.mailstead.gateway;

import java.util.List;
import org.mailstead.sasl.ClientCertificate;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.Identity;
import org.mailstead.sasl.Judge;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;

/** Judges passwords that are shown: those of programs are not kept, so that nothing can be proved by other means. */
record LocalJudge(Doorkeeper keeper) implements Judge<LocalVerdict> {
    @Override
    public LocalVerdict password(Identity who, String password) {
        boolean forAnother = !who.actingFor().isEmpty() && !who.actingFor().equalsIgnoreCase(who.user());
        return forAnother ? new LocalVerdict.Wrong() : keeper.judge(who.user(), password);
    }

    @Override
    public LocalVerdict token(Identity who, String token) {
        return new LocalVerdict.Wrong();
    }

    @Override
    public LocalVerdict certificate(ClientCertificate shown, String actingFor) {
        return new LocalVerdict.Wrong();
    }

    @Override
    public ScramKeys keys(String user, ScramHash hash) {
        throw new IllegalStateException("SCRAM is not offered");
    }

    @Override
    public List<CramKey> cramKeys(String user) {
        return List.of();
    }

    @Override
    public LocalVerdict proven(Identity who, int which) {
        return new LocalVerdict.Wrong();
    }

    @Override
    public LocalVerdict disproven(Identity who) {
        return new LocalVerdict.Wrong();
    }

    @Override
    public boolean isWelcome(LocalVerdict outcome) {
        return outcome instanceof LocalVerdict.Welcome;
    }
}
