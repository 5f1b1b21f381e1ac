package org.mailstead.statuspage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.mailstead.gateway.PersonNotices;
import org.mailstead.gateway.Trouble;
import org.mailstead.statuspage.Commands.Outcome;
import org.mailstead.texts.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the person on their desktop what is the matter, with a button that opens the page. What is said goes to the desktop's program as
 * arguments or in its environment, never through a shell; other people on the machine may see it, so that no secret is in it, and the
 * page is opened by a file that only its owner can read.
 */
public final class DesktopNotice implements PersonNotices.Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotice.class);

    /** A person who is away finds the log and the page. */
    static final Duration SHOWN = Duration.ofMinutes(10);

    /** Without a button nothing is waited for. */
    static final Duration SAID = Duration.ofSeconds(10);

    /** Notices on the screen at once: each has its own window on some systems. */
    private static final int AT_ONCE = 3;

    private static final String OPEN = "open";
    private static final String PRESSED = "button returned:";

    /** The answer "yes" of the system's own window. */
    private static final int YES = 6;

    /** Constant, so that nothing of what is said can become a part of it. 68: buttons for yes and no, and the sign for information. */
    private static final String ASK_IN_WINDOWS = "exit (New-Object -ComObject WScript.Shell)"
            + ".Popup($env:MAILSTEAD_TEXT, %d, $env:MAILSTEAD_TITLE, 68)".formatted(SHOWN.toSeconds());

    private final Desktop desktop;
    private final Wording wording;
    private final Commands commands;
    private final Supplier<Optional<Path>> page;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param page the file that leads to the page; empty while there is none */
    public DesktopNotice(Desktop desktop, Language language, Commands commands, Supplier<Optional<Path>> page) {
        this.desktop = desktop;
        wording = new Wording(language);
        this.commands = commands;
        this.page = page;
    }

    @Override
    public void tell(String address, Trouble trouble) {
        if (!places.tryAcquire()) return;
        Thread.ofVirtual().name("notice").start(() -> {
            try {
                show(address, trouble);
            } finally {
                places.release();
            }
        });
    }

    /** Shows it, waits for the person, and opens the page if they say so. */
    void show(String address, Trouble trouble) {
        String title = wording.get("notice.title", "address", address);
        String text = wording.get(trouble.kind() + ".says", "address", address) + " "
                + wording.get(trouble.kind() + ".do", "address", address);
        try {
            Optional<Path> file = page.get();
            if (file.isEmpty()) {
                say(title, text);
            } else if (asked(title, text, file.get())) {
                var open = new ArrayList<>(desktop.opening());
                open.add(file.get().toString());
                commands.run(open, Map.of(), SAID);
            }
        } catch (IOException e) {
            LOG.info("No notice on the desktop: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the person wants to see the page */
    private boolean asked(String title, String text, Path file) throws IOException, InterruptedException {
        String open = wording.get("notice.open");
        return switch (desktop) {
            case LINUX -> askedOnLinux(title, text, open, file);
            case MAC -> askedOnMac(title, text, open);
            case WINDOWS ->
                powershell(title, text + " " + wording.get("notice.ask")).code() == YES;
        };
    }

    private boolean askedOnLinux(String title, String text, String open, Path file)
            throws IOException, InterruptedException {
        String action = "--action=" + OPEN + "=" + open;
        Outcome outcome = commands.run(
                List.of("notify-send", "--app-name=Mailstead", "--wait", action, "--", title, plain(text)),
                Map.of(),
                SHOWN);
        // Before libnotify 0.8 it has no buttons, and says so at once.
        if (outcome.code() > 0)
            say(
                    title,
                    text + " " + wording.get("notice.file", "file", file.toUri().toString()));
        return outcome.code() == 0 && outcome.output().strip().equals(OPEN);
    }

    private boolean askedOnMac(String title, String text, String open) throws IOException, InterruptedException {
        String dialog =
                "display dialog (item 2 of argv) with title (item 1 of argv) buttons {item 4 of argv, item 3 of argv}"
                        + " default button 2 giving up after " + SHOWN.toSeconds();
        Outcome outcome = commands.run(
                script(dialog, title, text, open, wording.get("notice.later")), Map.of(), SHOWN.plus(SAID));
        return outcome.code() == 0 && outcome.output().startsWith(PRESSED + open);
    }

    /** Of one line, which is given the texts as they are. */
    private static List<String> script(String line, String... texts) {
        var command = new ArrayList<>(List.of("osascript", "-e", "on run argv", "-e", line, "-e", "end run"));
        command.addAll(List.of(texts));
        return command;
    }

    private void say(String title, String text) throws IOException, InterruptedException {
        switch (desktop) {
            case LINUX ->
                commands.run(List.of("notify-send", "--app-name=Mailstead", "--", title, plain(text)), Map.of(), SAID);
            case MAC ->
                commands.run(
                        script("display notification (item 2 of argv) with title (item 1 of argv)", title, text),
                        Map.of(),
                        SAID);
            case WINDOWS -> powershell(title, text);
        }
    }

    private Outcome powershell(String title, String text) throws IOException, InterruptedException {
        return commands.run(
                List.of("powershell", "-NoProfile", "-NonInteractive", "-Command", ASK_IN_WINDOWS),
                Map.of("MAILSTEAD_TITLE", title, "MAILSTEAD_TEXT", text),
                SHOWN.plus(SAID));
    }

    /** Some desktops take the text for markup. */
    private static String plain(String text) {
        return text.replaceAll("[<>&]", " ");
    }
}
