package org.mailstead.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.settings.MailServer.Protocol;

/** Lets programs in, whatever they speak, and gets them to their provider. */
final class Doorkeeper {
    /** The password has to be shown for it to open the vault. */
    static final List<SaslMechanism> MECHANISMS = List.of(SaslMechanism.PLAIN, SaslMechanism.LOGIN);

    private final Supplier<List<LocalAccount>> accounts;
    private final Reach reach;
    private final WrongTries tries;
    private final Notices notices;

    Doorkeeper(Supplier<List<LocalAccount>> accounts, Reach reach, WrongTries tries, Notices notices) {
        this.notices = notices;
        this.accounts = accounts;
        this.reach = reach;
        this.tries = tries;
    }

    LocalVerdict judge(String user, String password) {
        return account(user).map(each -> each.signIn(password)).orElseGet(LocalVerdict.Wrong::new);
    }

    /** By its address, or by what stands before the {@code @} if that says which. */
    private Optional<LocalAccount> account(String user) {
        List<LocalAccount> all = accounts.get();
        for (LocalAccount each : all) if (each.settings().isCalled(user)) return Optional.of(each);
        var called =
                all.stream().filter(each -> each.settings().hasLocalPart(user)).toList();
        return called.size() == 1 ? Optional.of(called.getFirst()) : Optional.empty();
    }

    /** Lets some time go by after a wrong try. @return whether the program may try again on this connection */
    boolean afterWrongTry() {
        return tries.waitForIt();
    }

    /** To the provider, signed in. */
    Way open(LocalAccount account, Protocol protocol) throws NotNow {
        try {
            return account.way(reach, protocol);
        } catch (NotNow e) {
            throw new NotNow(notices.toProgram(account.settings().address(), e.trouble()));
        }
    }

    /** What can be said of the provider before it is known whose it is: what all of them can. */
    Offer offer(Protocol protocol) {
        return accounts.get().stream()
                .filter(each -> each.settings().server(protocol).isPresent())
                .map(each -> each.offer(protocol))
                .reduce(Offer::common)
                .orElse(Offer.LEAST);
    }
}
