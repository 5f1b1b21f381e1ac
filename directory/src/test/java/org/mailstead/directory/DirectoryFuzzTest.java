package org.mailstead.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.CredentialRow.InviteRow;
import org.mailstead.directory.DirectoryKey.AccountKey;
import org.mailstead.directory.DirectoryKey.DomainKey;
import org.mailstead.directory.DirectoryKey.Made;
import org.mailstead.directory.DirectoryKey.NameKey;
import org.mailstead.directory.DirectoryRow.AccountRow;
import org.mailstead.directory.DirectoryRow.DomainRow;
import org.mailstead.directory.DirectoryRow.NameRow;
import org.mailstead.directory.DirectoryRow.OfAccount;
import org.mailstead.directory.DirectoryRow.OfAlias;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.directory.DirectoryRow.SharedByRow;
import org.mailstead.sasl.PreparationException;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.StoreFault;
import org.mailstead.testkit.Mutator;

class DirectoryFuzzTest {
    private static final MailAddress ANN = MailAddress.of("\"ann b\"@bücher.example");

    @Test
    void anAddressIsReadTheSameFromItsOwnText() {
        List<byte[]> seeds = Stream.of(
                        "ann@example.test",
                        "\"a \\\"b\\\\\"@x.y",
                        "ann+list@xn--bcher-kva.example",
                        "ΣΊΣΥΦΟΣ@ΒΌΛΟΣ.example",
                        "İ@İ.example")
                .map(text -> text.getBytes(UTF_8))
                .toList();
        List<String> words =
                List.of("@", "\"", "\\", ".", "+", "xn--", "\u0301", "\u0130", "\r\n", "\0", "。", "ß", "-");
        Mutator.run(11, 4_000, seeds, words, bytes -> {
            String typed = new String(bytes, UTF_8);
            MailAddress.parse(typed).ifPresent(address -> {
                assertThat(MailAddress.parse(address.toString())).contains(address);
                assertThat(address.toString().chars()).noneMatch(Character::isISOControl);
                assertThat(address.local().getBytes(UTF_8).length).isLessThanOrEqualTo(MailAddress.LOCAL_OCTETS);
                NameKey key = NameKey.of(address).orElseThrow();
                assertThat(NameKey.decode(key.encode())).isEqualTo(key);
            });
        });
    }

    @Test
    void damagedRowsAreFaultsAndNothingElse() {
        var made = new Made(7, 3);
        var account = new AccountRow(
                ANN,
                "$argon2id$v=19$m=8,t=1,p=1$YWJjZGVmZ2g$x",
                made,
                true,
                Instant.EPOCH,
                new TreeSet<>(Set.of("IDLE", "UIDONLY")),
                true);
        var alias = new OfAlias(List.of(ANN, MailAddress.of("bob@x.y")), Optional.of(ANN));
        var ofAccount = new OfAccount(new AccountId("abc"));
        var domain = new DomainRow(Instant.EPOCH);
        assertThat(AccountRow.decode(account.encode())).isEqualTo(account);
        assertThat(NameRow.decode(alias.encode())).isEqualTo(alias);
        assertThat(NameRow.decode(ofAccount.encode())).isEqualTo(ofAccount);
        assertThat(DomainRow.decode(domain.encode())).isEqualTo(domain);
        var shared = new SharedByRow(7, Set.of("abc", "*"));
        assertThat(SharedByRow.decode(shared.encode())).isEqualTo(shared);
        List<byte[]> seeds = List.of(
                account.encode(),
                shared.encode(),
                alias.encode(),
                ofAccount.encode(),
                new Pop3Choice(new Pop3Choice.OnDownload.DeleteAfter(14), List.of("Junk", "a/b"), true).encode(),
                domain.encode(),
                new DomainKey(DomainName.of("bücher.example").orElseThrow()).encode(),
                NameKey.of(ANN).orElseThrow().encode(),
                new AccountKey(new AccountId("abc")).encode());
        List<Consumer<byte[]>> readers = List.of(
                AccountRow::decode,
                SharedByRow::decode,
                NameRow::decode,
                Pop3Choice::decode,
                DomainRow::decode,
                DomainKey::decode,
                NameKey::decode);
        mutated(12, seeds, readers);
    }

    @Test
    void damagedRowsOfPasswordsAreFaultsToo() {
        var pair = new ScramKeys.Pair(new byte[32], new byte[32]);
        var device =
                new AppPassword(7, "Phone", Set.of(Use.IMAP), Instant.EPOCH, Optional.of(Instant.EPOCH.plusSeconds(9)));
        var changes = new CredentialChanges(
                Optional.of(Instant.EPOCH), List.of(new CredentialChanges.TakenBack("Phone", Instant.EPOCH)));
        assertThat(CredentialChanges.decode(changes.encode())).isEqualTo(changes);
        List<byte[]> seeds = List.of(
                changes.encode(),
                new ScramRow(4096, Optional.of(pair), oldProofs()).encode(),
                new AppPasswordRow(device, 4096, pair, oldProofs()).encode(),
                new InviteRow(Instant.EPOCH.plusSeconds(9)).encode());
        mutated(
                13,
                seeds,
                List.of(ScramRow::decode, AppPasswordRow::decode, InviteRow::decode, CredentialChanges::decode));
    }

    private static void mutated(int seed, List<byte[]> seeds, List<Consumer<byte[]>> readers) {
        Mutator.run(seed, 4_000, seeds, List.of("$argon2id", "@", "xn--"), bytes -> {
            for (Consumer<byte[]> reader : readers) {
                try {
                    reader.accept(bytes);
                } catch (StoreFault damaged) {
                    assertThat(damaged.getMessage()).isNotEmpty();
                }
            }
        });
    }

    private static OldProofs oldProofs() {
        try {
            return OldProofs.of("secret", new byte[] {1}, 1, new OldProofs.Kinds(true, true));
        } catch (PreparationException e) {
            throw new AssertionError(e);
        }
    }
}
