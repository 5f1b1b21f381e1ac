package org.mailstead.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailstead.directory.DirectoryException;
import org.mailstead.server.Mistake;
import org.mailstead.store.StoreFault;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.TlsSetupException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into a sentence on the error output. A stack trace goes to a file, never to the terminal. */
final class PlainErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private final Program program;

    PlainErrors(Program program) {
        this.program = program;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        PrintWriter err = program.terminal().err();
        var command = e.getCommandLine();
        err.println(sentence(e));
        var guesses = new StringWriter();
        if (UnmatchedArgumentException.printSuggestions(e, new PrintWriter(guesses, true))) err.print(guesses);
        err.println("More: " + command.getCommandSpec().qualifiedName() + " --help");
        return WRONG_USAGE;
    }

    /** The last command of the line, which must be one that does something. */
    static int runLast(ParseResult result) {
        Integer help = CommandLine.executeHelpRequest(result);
        if (help != null) return help;
        ParseResult last = result;
        while (last.hasSubcommand()) last = last.subcommand();
        if (!last.commandSpec().subcommands().isEmpty()) {
            last.commandSpec()
                    .commandLine()
                    .usage(last.commandSpec().commandLine().getErr());
            return WRONG_USAGE;
        }
        return new CommandLine.RunLast().execute(result);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = program.terminal().err();
        switch (e) {
            case Mistake _, DirectoryException _, ListenException _, TlsSetupException _ -> err.println(e.getMessage());
            case StoreFault fault -> err.println(sentence(fault));
            default -> err.println("Something unexpected went wrong. " + traceKept(e));
        }
        return FAILED;
    }

    private static String sentence(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static String traceKept(Exception e) {
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        try {
            Path file = Files.createTempFile("mailstead-fault-", ".log");
            Files.writeString(file, trace.toString());
            return "This is a fault of Mailstead; what is known about it has been written to " + file + ".";
        } catch (IOException failed) {
            return "This is a fault of Mailstead: " + e;
        }
    }
}
