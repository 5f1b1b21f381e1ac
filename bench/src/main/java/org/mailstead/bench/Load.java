package org.mailstead.bench;

import java.util.Arrays;

/** The load program: {@code Load MEASUREMENT name=value…}. */
public final class Load {
    private static final String USAGE = """
            usage: bench/run MEASUREMENT [name=value …]

            Against a server started with `./mailstead demo --json > demo.json` (demo=demo.json, or - for stdin):
              smtp     n=1000 connections=10 size=4096   messages a second taken on port 25, one recipient each
              append   n=1000 connections=4 size=4096    IMAP APPEND a second, an account for each connection
              select   n=10000 size=2048                 fills a mailbox, then times SELECT, FETCH, SEARCH, BODY.PEEK[]
              growth   n=10000 size=1024 rounds=5        what a mail program does in mailboxes of n, 5n and 10n messages
                       pid=PID peer=FILE                 with the server's heap; with another server side by side
              pop3     n=500 size=4096                   appends, then times STAT, UIDL and RETR of all over POP3
              idle     n=200                             from the end of DATA until EXISTS reaches an idling client
              signin   n=1000 connections=4              sign-ins a second over TLS, with a new TLS session each and with one
                                                         taken up again; the first of each account, and later ones
              flood    seconds=10 connections=100        what people notice who are signed in, and who sign in, while wrong
                                                         passwords come from so many addresses of this machine
            Without a server:
              commits  seconds=5 folder=DIR              small durable commits a second with 1, 8, 64, 512 callers
              queue    n=100000 size=2048 folder=DIR     messages a second into the queue and out of it; heap for each
                                                         that waits, and the time of a start that finds them
              ladder   n=20 rounds=1 connections=50      how long an examination of an account takes, before servers that
                                                         are well and servers that are slow on purpose; heap for each

            Everywhere: tls=1 takes the TLS ports, account=N begins with the N-th account, seed=N changes the mail.
            """;

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments[0].equals("--help")) {
            System.out.print(USAGE);
            return;
        }
        try {
            Settings settings = Settings.of(Arrays.asList(arguments).subList(1, arguments.length));
            Measurement measurement = switch (arguments[0]) {
                case "smtp" -> new SmtpLoad();
                case "append" -> new AppendLoad();
                case "select" -> new SelectLoad();
                case "growth" -> new GrowthLoad();
                case "pop3" -> new Pop3Load();
                case "idle" -> new IdleLoad();
                case "signin" -> new SignInLoad();
                case "flood" -> new FloodLoad();
                case "commits" -> new CommitLoad();
                case "queue" -> new QueueLoad();
                case "ladder" -> new LadderLoad();
                default -> throw new WrongUse("there is no measurement named " + arguments[0]);
            };
            measurement.run(settings);
        } catch (WrongUse e) {
            System.err.println(e.getMessage());
            System.err.println("bench/run --help shows what there is.");
            System.exit(2);
        }
    }
}
