package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailboxException.Reason;

class UrlKeysTest {
    private static final String URL = "imap://ann@mail.example.test/INBOX/;UID=1;URLAUTH=anonymous";

    private final MailFixture fixture = new MailFixture();
    private final UrlKeys keys = fixture.account.urlKeys();
    private final MailboxId inbox = fixture.inbox.id();
    private final Random random = new Random(5);

    private byte[] sign(MailboxId mailbox, String url) {
        return keys.sign(mailbox, url, random, MailFixture.BY);
    }

    @Test
    void vouchesForWhatItSignedAndNothingElse() {
        byte[] token = sign(inbox, URL);
        assertThat(token).hasSize(32);
        assertThat(keys.vouches(inbox, URL, token)).isTrue();
        assertThat(keys.vouches(inbox, URL.replace("UID=1", "UID=2"), token)).isFalse();
        assertThat(keys.vouches(inbox, URL + "x", token)).isFalse();
        assertThat(keys.vouches(inbox, URL, new byte[0])).isFalse();
        for (int i = 0; i < token.length; i++) {
            byte[] other = token.clone();
            other[i] ^= 1;
            assertThat(keys.vouches(inbox, URL, other)).as("byte " + i).isFalse();
        }
    }

    @Test
    void theKeyOfAMailboxStaysAndIsItsOwn() {
        byte[] token = sign(inbox, URL);
        assertThat(sign(inbox, URL)).isEqualTo(token);
        MailboxId work = fixture.account
                .create(MailFixture.name("Work"), Set.of(), MailFixture.BY)
                .id();
        assertThat(keys.vouches(work, URL, token)).as("no key yet").isFalse();
        assertThat(sign(work, URL)).isNotEqualTo(token);
        assertThat(keys.vouches(work, URL, token)).isFalse();
        assertThat(fixture.mail.account("ann").urlKeys().vouches(inbox, URL, token))
                .isTrue();
    }

    @Test
    void anotherKeyTakesBackWhatWasGiven() {
        byte[] token = sign(inbox, URL);
        keys.reset(inbox, random, MailFixture.BY);
        assertThat(keys.vouches(inbox, URL, token)).isFalse();
        assertThat(keys.vouches(inbox, URL, sign(inbox, URL))).isTrue();
        keys.removeAll(MailFixture.BY);
        assertThat(keys.vouches(inbox, URL, sign(inbox, URL))).isTrue();
    }

    /** A key of zeros would be known to everybody. RFC 4467 §6. */
    @Test
    void whereThereIsNoKeyNothingIsGood() {
        keys.removeAll(MailFixture.BY);
        byte[] byNoKey = hmacOfZeros();
        assertThat(keys.vouches(inbox, URL, byNoKey)).isFalse();
    }

    private static byte[] hmacOfZeros() {
        try {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(new byte[32], "HmacSHA256"));
            return mac.doFinal(URL.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theKeyGoesWithItsMailbox() {
        MailboxId work = fixture.account
                .create(MailFixture.name("Work"), Set.of(), MailFixture.BY)
                .id();
        byte[] token = sign(work, URL);
        fixture.account.delete(MailFixture.name("Work"), MailFixture.BY);
        assertThat(keys.vouches(work, URL, token)).isFalse();
        assertThatThrownBy(() -> sign(work, URL))
                .isInstanceOfSatisfying(
                        MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NONEXISTENT));
    }
}
