package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.directory.Town.at;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.DirectoryException.Reason;
import org.mailstead.directory.Pop3Choice.OnDownload;

class Pop3ChoicesTest {
    private static final MailAddress ANN = at("ann@example.test");

    private final Town town = Town.withDomain();
    private final Pop3Choices choices = town.directory.pop3Choices();
    private final Account ann = town.account("ann@example.test");

    @Test
    void eachPartIsChosenByItself() {
        assertThat(choices.of(ann.id())).isEqualTo(Pop3Choice.USUAL);
        choices.change(ANN, before -> before.with(new OnDownload.DeleteAfter(14)));
        choices.change(ANN, before -> before.showing(List.of("Junk", "Work/2026")));
        var expected = new Pop3Choice(new OnDownload.DeleteAfter(14), List.of("Junk", "Work/2026"), true);
        assertThat(choices.change(ANN, before -> before.markingSeen(true))).isEqualTo(expected);
        assertThat(choices.of(ann.id())).isEqualTo(expected);
        assertThat(choices.all()).containsOnlyKeys(ann.id());
        for (OnDownload each : List.of(new OnDownload.Keep(), new OnDownload.Delete(), new OnDownload.Client())) {
            choices.change(ANN, before -> before.with(each));
            assertThat(choices.of(ann.id()).onDownload()).isEqualTo(each);
        }
        choices.change(ANN, _ -> Pop3Choice.USUAL);
        assertThat(choices.all()).isEmpty();
    }

    @Test
    void theFewestDaysAreThoseOfTheHastiest() {
        town.account("bob@example.test");
        choices.change(ANN, before -> before.with(new OnDownload.Keep()).markingSeen(true));
        assertThat(choices.fewestDays()).isEmpty();
        choices.change(ANN, before -> before.with(new OnDownload.DeleteAfter(14)));
        assertThat(choices.fewestDays()).hasValue(14);
        choices.change(at("bob@example.test"), before -> before.with(new OnDownload.Delete()));
        assertThat(choices.fewestDays()).hasValue(0);
    }

    @Test
    void aChoiceGoesWithItsAccount() {
        choices.change(ANN, before -> before.with(new OnDownload.Delete()));
        town.directory.removeAccount(ANN);
        assertThat(choices.all()).isEmpty();
        assertThat(choices.of(town.account("ann@example.test").id())).isEqualTo(Pop3Choice.USUAL);
    }

    @Test
    void whatCannotBeIsRefused() {
        refused(Reason.UNKNOWN_ACCOUNT, at("nobody@example.test"), before -> before);
        refused(Reason.LIMIT, ANN, before -> before.with(new OnDownload.DeleteAfter(0)));
        refused(Reason.LIMIT, ANN, before -> before.with(new OnDownload.DeleteAfter(Pop3Choice.MOST_DAYS + 1)));
        var many = Collections.nCopies(Pop3Choice.MOST_SHOWN + 1, "x");
        refused(Reason.LIMIT, ANN, before -> before.showing(many));
        assertThat(choices.of(ann.id())).isEqualTo(Pop3Choice.USUAL);
    }

    private void refused(Reason reason, MailAddress account, UnaryOperator<Pop3Choice> change) {
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> choices.change(account, change))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
