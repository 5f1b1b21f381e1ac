package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.imports.MuttLine.Ends;
import org.mailstead.imports.MuttLine.Word;
import org.mailstead.imports.Remark.Kind;

/** What mutt knows once it has read its files, or while it does. */
final class MuttState {
    /** As deep as NeoMutt goes itself. */
    private static final int DEPTH = 16;

    /** One for each account and a few more; each is tried on a copy of all variables. */
    private static final int HOOKS = 200;

    private static final int VARIABLES = 5000;

    /**
     * A variable.
     *
     * @param command which the program runs for a part of it; empty if it runs none
     */
    record Variable(String value, String command, Place place) {
        Entry said(String name) {
            return new Entry(name + " = " + value, place);
        }
    }

    /** What is done when a folder is opened. */
    record Hook(boolean account, String pattern, String command, Path file, Place place) {}

    private final Reading reading;
    private final Map<String, Variable> variables;
    private final List<Hook> hooks = new ArrayList<>();
    private final List<Entry> mailboxes = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();

    MuttState(Reading reading) {
        this(reading, Map.of());
    }

    private MuttState(Reading reading, Map<String, Variable> variables) {
        this.reading = reading;
        this.variables = new HashMap<>(variables);
    }

    /** As it is after a hook. */
    MuttState after(Hook hook) throws UnreadableProgram {
        var state = new MuttState(reading, variables);
        state.line(hook.command(), hook.place(), 1);
        return state;
    }

    void source(Path file, int depth) throws UnreadableProgram {
        var text = reading.open(file);
        int number = 0;
        int begins = 1;
        var whole = new StringBuilder();
        for (String each : text.lines()) {
            number++;
            boolean goesOn = each.endsWith("\\");
            whole.append(goesOn ? each.substring(0, each.length() - 1) : each);
            if (goesOn) continue;
            line(whole.toString(), text.at(begins), depth);
            whole.setLength(0);
            begins = number + 1;
        }
        if (!whole.isEmpty()) line(whole.toString(), text.at(begins), depth);
    }

    private void line(String text, Place place, int depth) throws UnreadableProgram {
        var line = new MuttLine(text, place, this::expanded);
        while (line.nextCommand()) {
            String command = line.word(Ends.BLANK).text();
            switch (command) {
                case "set" -> set(line, place, "yes");
                case "unset" -> set(line, place, "no");
                case "reset", "toggle" -> {}
                case "setenv" -> put("$" + line.word(Ends.EQUALS).text(), value(line), place);
                case "source" -> sources(line, place, depth);
                case "account-hook", "folder-hook" -> hook(line, place, command.equals("account-hook"));
                case "mailboxes", "named-mailboxes" -> mailboxes(line, place);
                default -> {}
            }
            while (line.more()) line.word(Ends.BLANK);
        }
    }

    private static Word value(MuttLine line) throws UnreadableProgram {
        line.sign('=');
        return line.word(Ends.BLANK);
    }

    private void set(MuttLine line, Place place, String without) throws UnreadableProgram {
        while (line.more()) {
            if (line.sign('?') || line.sign('&')) {
                line.word(Ends.BLANK);
                continue;
            }
            String name = line.word(Ends.EQUALS).text().toLowerCase(Locale.ROOT);
            boolean adds = name.endsWith("+") || name.endsWith("-");
            if (line.sign('=')) {
                var value = line.word(Ends.BLANK);
                if (!adds) put(name, value, place);
            } else if (line.sign('?')) line.word(Ends.BLANK);
            else if (name.startsWith("no") && name.length() > 2) put(name.substring(2), new Word("no", ""), place);
            else if (!name.startsWith("inv")) put(name, new Word(without, ""), place);
        }
    }

    private void put(String name, Word value, Place place) {
        boolean secret = name.endsWith("_pass");
        String kept = secret && !value.text().isEmpty() ? IniText.SECRET : value.text();
        if (variables.size() < VARIABLES || variables.containsKey(name))
            variables.put(name, new Variable(kept, value.command(), place));
    }

    private Word expanded(String name) {
        var own = Optional.ofNullable(variables.get("$" + name)).or(() -> Optional.ofNullable(variables.get(name)));
        return own.map(each -> new Word(each.value(), each.command()))
                .orElseGet(() -> new Word(reading.variable(name).orElse(""), ""));
    }

    private void sources(MuttLine line, Place place, int depth) throws UnreadableProgram {
        while (line.more()) {
            var word = line.word(Ends.BLANK);
            String written = word.text().strip();
            if (written.endsWith("|") || !word.command().isEmpty()) {
                String command = written.endsWith("|") ? written : word.command();
                remark(Remark.of(
                        Kind.COMMAND_NOT_RUN, place, "command", command.strip().split("\\s+", 2)[0]));
                continue;
            }
            var path = reading.path(written, place.file());
            if (path.isEmpty() || depth >= DEPTH) {
                remark(Remark.of(Kind.NOT_FOLLOWED, place, "file", written));
                continue;
            }
            try {
                source(path.get(), depth + 1);
            } catch (UnreadableProgram e) {
                // The program goes on without it too.
                remark(Remark.of(Kind.NOT_FOLLOWED, place, "file", written));
            }
        }
    }

    private void remark(Remark remark) {
        if (remarks.size() < HOOKS) remarks.add(remark);
    }

    private void hook(MuttLine line, Place place, boolean account) throws UnreadableProgram {
        String pattern = line.word(Ends.BLANK).text();
        if (pattern.equals("-noregex")) pattern = line.word(Ends.BLANK).text();
        String command = line.word(Ends.NEVER).text();
        if (hooks.size() < HOOKS) hooks.add(new Hook(account, pattern, command, place.file(), place));
    }

    private void mailboxes(MuttLine line, Place place) throws UnreadableProgram {
        while (line.more()) {
            String name = line.word(Ends.BLANK).text();
            if (mailboxes.size() < HOOKS) mailboxes.add(new Entry(name, place));
        }
    }

    Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .filter(each -> !each.value().isEmpty() || !each.command().isEmpty());
    }

    String value(String name) {
        return variable(name).map(Variable::value).orElse("");
    }

    boolean is(String name, boolean otherwise) {
        return variable(name)
                .map(each -> each.value().endsWith("yes") || each.value().equals("1"))
                .orElse(otherwise);
    }

    List<Hook> hooks() {
        return hooks;
    }

    List<Entry> mailboxes() {
        return mailboxes;
    }

    List<Remark> remarks() {
        return remarks;
    }
}
