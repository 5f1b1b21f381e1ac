package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.server.Mistake;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * Accounts to examine: on each line of a file what would stand behind {@code mailstead doctor} for one. Words with blanks stand in quotes, a
 * backslash takes the meaning from what follows it, and what begins with {@code #} is passed over.
 */
final class AccountsFile {
    /** For some hundred thousand letters nobody writes by hand; a file that was named by mistake may have gigabytes. */
    private static final int BYTES = 1024 * 1024;

    /** Each is some forty connections: more are better divided. */
    private static final int ACCOUNTS = 1000;

    private final Path file;

    /** @param place where it stands, for people */
    record Line(String place, ExaminedAccount account) {}

    @Command
    private static final class Arguments {
        @Mixin
        private ExaminedAccount account = new ExaminedAccount();
    }

    AccountsFile(Path file) {
        this.file = file;
    }

    /** @throws Mistake with the number of the line that cannot be read; then nobody is examined */
    List<Line> lines() {
        var accounts = new ArrayList<Line>();
        int number = 0;
        for (String each : text().lines().toList()) {
            number++;
            var words = words(each, number);
            if (!words.isEmpty()) accounts.add(new Line(place(number), account(words, number)));
        }
        if (accounts.isEmpty()) throw new Mistake("There is no account in " + file + ". Write one on each line.");
        if (accounts.size() > ACCOUNTS)
            throw new Mistake(file + " has " + accounts.size() + " accounts, and " + ACCOUNTS
                    + " are looked at in one go. Divide it.");
        return accounts;
    }

    private String place(int number) {
        return file + ", line " + number;
    }

    private String text() {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES + 1);
            if (bytes.length > BYTES)
                throw new Mistake(file + " is larger than a list of accounts can be (" + BYTES + " bytes).");
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new Mistake("--accounts: there is no file " + file + ".", e);
        } catch (IOException e) {
            throw new Mistake("--accounts: " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private ExaminedAccount account(List<String> words, int number) {
        var arguments = new Arguments();
        try {
            new CommandLine(arguments).setExpandAtFiles(false).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new Mistake(place(number) + ": " + e.getMessage() + ".", e);
        }
        var account = arguments.account;
        if (account.isNobodys()) throw new Mistake(place(number) + ": there is no address, and no --from.");
        if (account.readsInput())
            throw new Mistake(
                    place(number) + ": there is one input for all lines. Let --password-file name a file for each.");
        return account;
    }

    private List<String> words(String line, int number) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            if (line.charAt(at) == '#') break;
            var word = new StringBuilder();
            at = word(line, at, word);
            if (at < 0) throw new Mistake(place(number) + ": a quotation mark has no end.");
            words.add(word.toString());
        }
        return words;
    }

    /** @return where the word ends; negative if it is within quotes there */
    private static int word(String line, int from, StringBuilder word) {
        char quote = 0;
        int at = from;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '\\' && quote != '\'' && at + 1 < line.length()) word.append(line.charAt(++at));
            else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
            else if (quote == 0 && Character.isWhitespace(c)) break;
            else if (c == quote) quote = 0;
            else word.append(c);
        }
        return quote == 0 ? at : -1;
    }
}
