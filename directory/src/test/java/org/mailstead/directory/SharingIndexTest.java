package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mailstead.directory.Town.at;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharingIndexTest {
    private final Town town = Town.withDomain();
    private final SharingIndex index = town.directory.sharing();
    private final Account ann = town.account("ann@example.test");
    private final Account bob = town.account("bob@example.test");
    private final Account eve = town.account("eve@example.test");

    private List<String> with(Account account) {
        return index.sharingWith(account.id()).stream()
                .map(owner -> owner.address().local())
                .toList();
    }

    @Test
    void nothingIsSharedAtFirst() {
        assertThat(with(ann)).isEmpty();
        index.put(ann.id(), 1, Set.of(), false);
        assertThat(with(bob)).isEmpty();
    }

    @Test
    void ownersAreFoundByNameAndAsEverybodyButNotByThemselves() {
        index.put(bob.id(), 4, Set.of(eve.id()), false);
        index.put(ann.id(), 9, Set.of(eve.id()), true);
        assertThat(with(eve)).containsExactly("ann", "bob");
        assertThat(with(bob)).containsExactly("ann");
        assertThat(with(ann)).isEmpty();
    }

    @Test
    void theLaterVersionStaysWhateverComesLast() {
        index.put(ann.id(), 5, Set.of(bob.id()), false);
        index.put(ann.id(), 7, Set.of(eve.id()), false);
        index.put(ann.id(), 6, Set.of(bob.id()), true);
        assertThat(with(eve)).containsExactly("ann");
        assertThat(with(bob)).isEmpty();
        index.put(ann.id(), 9, Set.of(), false);
        index.put(ann.id(), 8, Set.of(bob.id()), false);
        assertThat(with(bob)).isEmpty();
        assertThat(with(eve)).isEmpty();
    }

    @Test
    void anAccountThatIsGoneSharesNothing() {
        index.put(ann.id(), 5, Set.of(bob.id()), true);
        town.directory.removeAccount(at("ann@example.test"));
        assertThat(with(bob)).isEmpty();
        index.put(ann.id(), 6, Set.of(bob.id()), true);
        assertThat(with(bob)).isEmpty();
    }

    @Test
    void anotherProcessSeesTheSame() {
        index.put(ann.id(), 5, Set.of(bob.id()), false);
        var other = town.open(new PasswordHashing(PasswordHashing.Cost.CHEAP));
        assertThat(other.sharing().sharingWith(bob.id())).containsExactly(ann);
    }

    @Test
    void thereIsALimit() {
        var many = new HashSet<AccountId>();
        for (int i = 0; i < SharingIndex.SHARED_WITH; i++) many.add(new AccountId("%040d".formatted(i)));
        index.put(ann.id(), 5, many, true);
        many.add(bob.id());
        assertThatExceptionOfType(DirectoryException.class)
                .isThrownBy(() -> index.put(ann.id(), 6, many, true))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(DirectoryException.Reason.LIMIT));
        assertThat(with(bob)).containsExactly("ann");
    }
}
