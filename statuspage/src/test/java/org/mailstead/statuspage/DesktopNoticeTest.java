package org.mailstead.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailstead.gateway.Trouble;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.statuspage.Commands.Outcome;
import org.mailstead.texts.Language;

/** What the desktop's programs are given, written down in place of run. */
@Timeout(60)
class DesktopNoticeTest {
    private static final Path PAGE = Path.of("/home/ann/.mailstead/gateway/page.html");
    private static final Trouble ENDED = new Trouble(Kind.SIGN_IN_AGAIN, "words", "said $(rm -rf ~)");

    /** What was run. */
    private record Run(List<String> command, Map<String, String> environment, Duration limit) {}

    private final List<Run> runs = new ArrayList<>();

    private DesktopNotice notice(Desktop desktop, Language language, Outcome... outcomes) {
        Commands commands = (command, environment, limit) -> {
            runs.add(new Run(command, environment, limit));
            return runs.size() <= outcomes.length ? outcomes[runs.size() - 1] : new Outcome(0, "");
        };
        return new DesktopNotice(desktop, language, commands, () -> Optional.of(PAGE));
    }

    private List<String> command(int number) {
        return runs.get(number).command();
    }

    @Test
    void linuxHasAButtonThatOpensThePage() {
        notice(Desktop.LINUX, Language.ENGLISH, new Outcome(0, "open\n")).show("a&b@contoso.test", ENDED);
        assertThat(command(0))
                .startsWith("notify-send", "--app-name=Mailstead", "--wait", "--action=open=Show what to do", "--")
                .contains("Mail of a&b@contoso.test needs you")
                .last()
                .asString()
                .contains("The provider takes the sign-in of a b@contoso.test no more", "Sign in again");
        assertThat(command(1)).containsExactly("xdg-open", PAGE.toString());
        assertThat(runs).hasSize(2);
    }

    @Test
    void whoDoesNotPressItSeesNoPage() {
        for (Outcome each : List.of(new Outcome(0, ""), new Outcome(-1, ""))) {
            runs.clear();
            notice(Desktop.LINUX, Language.ENGLISH, each).show("ann@contoso.test", ENDED);
            assertThat(runs).hasSize(1);
        }
    }

    @Test
    void anOldNotifySendHasNoButtonsAndNamesTheFile() {
        notice(Desktop.LINUX, Language.GERMAN, new Outcome(1, "")).show("ann@contoso.test", ENDED);
        assertThat(command(1))
                .startsWith("notify-send", "--app-name=Mailstead", "--", "Die Mail von ann@contoso.test braucht Sie");
        assertThat(command(1).getLast()).contains("Was zu tun ist: file:///home/ann/.mailstead/gateway/page.html");
        assertThat(runs).hasSize(2);
    }

    @Test
    void macAsksByAScriptThatTakesTheTextsAsArguments() {
        notice(Desktop.MAC, Language.ENGLISH, new Outcome(0, "button returned:Show what to do, gave up:false\n"))
                .show("\"ann\"@contoso.test", ENDED);
        assertThat(command(0)).startsWith("osascript", "-e", "on run argv").contains("Show what to do", "Later");
        assertThat(command(0).stream().filter(each -> each.contains("display")))
                .singleElement()
                .asString()
                .doesNotContain("contoso");
        assertThat(command(1)).containsExactly("open", PAGE.toString());
        runs.clear();
        notice(Desktop.MAC, Language.ENGLISH, new Outcome(0, "button returned:, gave up:true"))
                .show("ann@contoso.test", ENDED);
        assertThat(runs).hasSize(1);
    }

    @Test
    void windowsTakesTheTextsFromItsEnvironment() {
        notice(Desktop.WINDOWS, Language.ENGLISH, new Outcome(6, "")).show("ann';exit@contoso.test", ENDED);
        assertThat(command(0)).startsWith("powershell", "-NoProfile", "-NonInteractive", "-Command");
        assertThat(command(0).getLast()).doesNotContain("contoso");
        assertThat(runs.getFirst().environment().get("MAILSTEAD_TITLE"))
                .isEqualTo("Mail of ann';exit@contoso.test needs you");
        assertThat(runs.getFirst().environment().get("MAILSTEAD_TEXT")).endsWith("Show what to do now?");
        assertThat(command(1)).containsExactly("rundll32", "url.dll,FileProtocolHandler", PAGE.toString());
        runs.clear();
        notice(Desktop.WINDOWS, Language.ENGLISH, new Outcome(7, "")).show("ann@contoso.test", ENDED);
        assertThat(runs).hasSize(1);
    }

    /** Other people on the machine see what programs are started with. */
    @ParameterizedTest
    @EnumSource
    void noSecretIsInIt(Desktop desktop) {
        notice(desktop, Language.ENGLISH, new Outcome(0, "open")).show("ann@contoso.test", ENDED);
        assertThat(runs).isNotEmpty().allSatisfy(run -> {
            assertThat(run.limit()).isLessThanOrEqualTo(DesktopNotice.SHOWN.plus(DesktopNotice.SAID));
            assertThat(run.toString()).doesNotContain("http://", "rm -rf");
        });
    }

    @Test
    void withoutSuchAProgramNothingHappens() {
        new DesktopNotice(
                        Desktop.LINUX,
                        Language.ENGLISH,
                        (command, _, _) -> {
                            runs.add(new Run(command, Map.of(), Duration.ZERO));
                            throw new IOException("Cannot run program \"notify-send\"");
                        },
                        () -> Optional.of(PAGE))
                .show("ann@contoso.test", ENDED);
        assertThat(runs).hasSize(1);
    }

    @Test
    void withoutAPageThereIsNoButton() {
        for (Desktop each : Desktop.values()) {
            runs.clear();
            new DesktopNotice(
                            each,
                            Language.ENGLISH,
                            (command, environment, limit) -> {
                                runs.add(new Run(command, environment, limit));
                                return new Outcome(0, "open");
                            },
                            Optional::empty)
                    .show("ann@contoso.test", ENDED);
            assertThat(runs).as(each.toString()).hasSize(1);
        }
    }

    /** A real program: one that ends, one that does not, and one that there is not. */
    @Test
    void commandsOfTheSystemAreBoundedInTime() throws Exception {
        var commands = new SystemCommands();
        assertThat(commands.run(
                        List.of("sh", "-c", "echo $WORD; exit 3"), Map.of("WORD", "said"), Duration.ofSeconds(50)))
                .isEqualTo(new Outcome(3, "said\n"));
        assertThat(commands.run(List.of("sleep", "600"), Map.of(), Duration.ofMillis(1)))
                .isEqualTo(new Outcome(-1, ""));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> commands.run(List.of("no-such-program-here"), Map.of(), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class);
    }
}
