package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
    @Test
    void identifiersAreWhatStandsInAngleBrackets() {
        assertThat(MessageIds.in("<a@x> <b@y>,<c@z>")).containsExactly("a@x", "b@y", "c@z");
        assertThat(MessageIds.in("Your message of Monday <a@x>")).containsExactly("a@x");
        assertThat(MessageIds.in("<\"01KF\"@x> <01KF@x>"))
                .as("quotes mean nothing")
                .containsExactly("01KF@x", "01KF@x");
        assertThat(MessageIds.in("<a b@x>")).as("folded in the middle").containsExactly("ab@x");
        assertThat(MessageIds.in("<a <b@y> <> >< c@z")).containsExactly("b@y");
        assertThat(MessageIds.in("<" + "x".repeat(2000) + "@x> <b@y>")).containsExactly("b@y");
    }

    @Test
    void anIndexKnowsWhatAMessageAnswers() {
        var reply = Scanned.of("Message-ID: <c@x>\nIn-Reply-To: <b@x>\nReferences: <a@x>\n <b@x>\n\nx\n")
                .index();
        assertThat(reply.messageId()).contains("c@x");
        assertThat(reply.ancestors()).containsExactly("a@x", "b@x");
        assertThat(MessageIndex.decode(reply.encode())).contains(reply);
        var without = Scanned.of("In-Reply-To: Ann's mail <b@x> <d@x>\nReferences: none\n\nx\n")
                .index();
        assertThat(without.messageId()).isEmpty();
        assertThat(without.ancestors()).as("the first of In-Reply-To").containsExactly("b@x");
        var nested = Scanned.of("Subject: x\nContent-Type: message/rfc822\n\nReferences: <z@x>\n\nx\n")
                .index();
        assertThat(nested.ancestors()).isEmpty();
    }

    @Test
    void ofVeryManyTheFirstAndTheLastAreKept() {
        var many = new StringBuilder("References:");
        for (int i = 0; i < 10_000; i++) many.append("\n <").append(i).append("@x>");
        List<String> kept = Scanned.of(many + "\n\nx\n").index().references();
        assertThat(kept).hasSize(MessageLimits.REFERENCES).startsWith("0@x").endsWith("9998@x", "9999@x");
        var long_ = new StringBuilder("References:");
        for (int i = 0; i < 50; i++)
            long_.append("\n <").append(i).append("x".repeat(900)).append("@x>");
        var index = Scanned.of(long_ + "\n\nx\n").index();
        assertThat(index.references().getFirst()).startsWith("0x");
        assertThat(index.references().getLast()).startsWith("49x");
        assertThat(String.join("", index.references())).hasSizeLessThanOrEqualTo(MessageLimits.REFERENCES_BYTES);
        assertThat(index.encode()).isNotEmpty();
    }
}
