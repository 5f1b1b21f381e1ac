package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StrippedSubjectTest {
    private static void plain(String subject, String base) {
        assertThat(StrippedSubject.of(subject)).as(subject).isEqualTo(new StrippedSubject(base, false));
    }

    private static void marked(String subject, String base) {
        assertThat(StrippedSubject.of(subject)).as(subject).isEqualTo(new StrippedSubject(base, true));
    }

    @Test
    void whatIsNoMarkStays() {
        plain("", "");
        plain("   ", "");
        plain("Lunch", "Lunch");
        plain("Reply wanted", "Reply wanted");
        plain("re", "re");
        plain("Regarding: x", "Regarding: x");
        plain("fwdx: y", "fwdx: y");
        plain("AW: Essen", "AW: Essen");
        plain("(fwd) in front", "(fwd) in front");
        plain("see [this]", "see [this]");
    }

    @Test
    void marksOfRepliesAndForwardingGo() {
        marked("Re: Lunch", "Lunch");
        marked("RE : fw:FWD: re:Lunch", "Lunch");
        marked("Re[2]: Lunch", "Lunch");
        marked("fwd [a b] : Lunch", "Lunch");
        marked("Lunch (fwd)", "Lunch");
        marked("Lunch (FWD) (fwd)  ", "Lunch");
        marked("Re: Re:", "");
        marked("(fwd)", "");
        marked("[fwd: Lunch]", "Lunch");
        marked("[Fwd: Re: [list] Lunch (fwd)]", "Lunch");
        marked("[fwd: [fwd: Lunch]]", "Lunch");
    }

    @Test
    void namesOfListsGoAsLongAsSomethingIsLeft() {
        plain("[list] Lunch", "Lunch");
        plain("[list] [sub] Lunch", "Lunch");
        plain("[list]", "[list]");
        plain("[a] [b] ", "[b]");
        marked("[list] Re: [list] Lunch", "Lunch");
        marked("[a] [b] Re: [c]", "[c]");
        plain("[open Lunch", "[open Lunch");
        plain("[[a]] Lunch", "[[a]] Lunch");
        marked("Re: []", "[]");
    }

    @Test
    void itIsReadDecodedAndWithSingleBlanks() {
        marked("=?utf-8?q?Re:_Gr=C3=BC=C3=9Fe?=", "Grüße");
        plain("a \t b   c", "a b c");
    }

    @Test
    void longOnesTakeNoLongerThanTheirLength() {
        var all = List.of("Re: ", "[x]", "[x] re", "[", "[a", "]", "(fwd)", " ", "[fwd: ", "re[", "[]re:", "re [x] ");
        for (String piece : all) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> StrippedSubject.of(piece.repeat(300_000 / piece.length()) + "x" + "]".repeat(30_000)),
                    piece);
        }
    }
}
