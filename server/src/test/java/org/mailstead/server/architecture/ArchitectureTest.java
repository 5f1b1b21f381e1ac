package org.mailstead.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailstead.server.architecture.SourceTree.Source;

/** The map of modules and the arrows between them. Whoever needs another arrow changes this table, in a review. */
class ArchitectureTest {
    /** What the program's code in a module may use. The order is from the ground up. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("wire", Set.of()),
            Map.entry("texts", Set.of()),
            // What an account anywhere is set to: shared by whoever finds, tries, explains or writes settings. What is
            // to be
            // known of a provider is said in the person's language.
            Map.entry("settings", Set.of("texts")),
            // Asks whoever knows the people, so that every protocol signs in by the same code.
            Map.entry("sasl", Set.of()),
            Map.entry("message", Set.of()),
            Map.entry("dns", Set.of()),
            Map.entry("authenticity", Set.of("dns", "message")),
            Map.entry("store", Set.of()),
            Map.entry("store-rocksdb", Set.of("store")),
            Map.entry("store-postgres", Set.of("store")),
            // Keeps in which language each person is spoken to.
            Map.entry("directory", Set.of("store", "message", "sasl", "texts")),
            // Says in words what the directory's history of sign-ins comes to.
            Map.entry("why", Set.of("directory", "texts")),
            // Answers what directory asks of a directory elsewhere; reads certificates like all who speak TLS.
            Map.entry("ldap", Set.of("directory", "wire")),
            Map.entry("mailbox", Set.of("store", "message")),
            Map.entry("smtp", Set.of("wire", "message", "sasl")),
            Map.entry("tlspolicy", Set.of("wire", "dns", "store")),
            Map.entry(
                    "outbound",
                    Set.of("wire", "smtp", "message", "store", "directory", "dns", "authenticity", "tlspolicy")),
            // What is published follows from what is signed and verified: the same code reads the records of others.
            Map.entry("zone", Set.of("dns", "authenticity", "tlspolicy", "wire")),
            // Serves what others register with it, so that it knows none of them.
            Map.entry("web", Set.of("wire")),
            // Its tokens stand for accounts, in rows of their own; its pages are served as those of others are.
            Map.entry("oauth", Set.of("web", "directory", "store", "texts")),
            // Proofs that a name is ours stand in the TLS of all ports and in the DNS; whoever has the pages asks it
            // for theirs.
            Map.entry("certificates", Set.of("wire", "dns")),
            // Writes for each program what it is told, of whatever account.
            Map.entry("exports", Set.of("settings", "texts", "dns")),
            // Reads what programs are set to, as exports writes it.
            Map.entry("imports", Set.of("settings", "texts")),
            // Tells programs what the server tells it; its documents are served as those of others are.
            Map.entry("discovery", Set.of("web", "dns", "settings", "exports")),
            // Looks from outside, like any mail program: it knows nothing of what serves. Web servers are asked as for
            // MTA-STS.
            Map.entry("finder", Set.of("wire", "dns", "tlspolicy", "settings", "texts")),
            // Sees what is there and draws no conclusions, so that causes can be told from facts without a network.
            Map.entry("ladder", Set.of("wire", "dns", "settings")),
            // Stands before somebody else's servers, so that it knows nothing of ours.
            Map.entry("gateway", Set.of("wire", "sasl", "settings")),
            // Sessions of our people go on at providers: says to whose, keeps what opens them, and leaves the speaking
            // to
            // the gateway.
            Map.entry("backing", Set.of("gateway", "directory", "store", "settings", "wire")),
            // Draws the conclusions, and asks nobody.
            Map.entry("doctor", Set.of("dns", "texts", "settings", "finder", "ladder")),
            // Examines for whoever asks, on pages and for other machines: the command and the server share it. Its
            // pages
            // are
            // served as those of others are; a server elsewhere is asked as for MTA-STS.
            Map.entry(
                    "consulting",
                    Set.of(
                            "web",
                            "wire",
                            "dns",
                            "tlspolicy",
                            "texts",
                            "settings",
                            "finder",
                            "ladder",
                            "doctor",
                            "exports")),
            // Stands before the gateway as the consulting pages stand before the doctor, and looks like them.
            Map.entry(
                    "statuspage",
                    Set.of("gateway", "consulting", "doctor", "exports", "settings", "texts", "web", "wire")),
            // For people what discovery is for programs; makes passwords for their devices.
            Map.entry("setup", Set.of("web", "directory", "discovery", "dns", "texts", "why", "settings", "exports")),
            Map.entry("milter", Set.of()),
            Map.entry(
                    "policy", Set.of("wire", "smtp", "message", "dns", "authenticity", "milter", "store", "directory")),
            Map.entry("reports", Set.of("message", "dns", "authenticity", "store")),
            Map.entry("imap", Set.of("wire", "message", "mailbox", "directory", "sasl", "texts")),
            Map.entry("pop3", Set.of("wire", "message", "mailbox", "directory", "sasl", "texts")),
            Map.entry(
                    "inbound",
                    Set.of(
                            "authenticity",
                            "dns",
                            "smtp",
                            "sasl",
                            "policy",
                            "reports",
                            "outbound",
                            "directory",
                            "mailbox",
                            "message",
                            "texts",
                            "store")),
            Map.entry(
                    "server",
                    Set.of(
                            "wire",
                            "texts",
                            "why",
                            "message",
                            "store",
                            "store-rocksdb",
                            "sasl",
                            "directory",
                            "ldap",
                            "mailbox",
                            "smtp",
                            "imap",
                            "pop3",
                            "inbound",
                            "policy",
                            "reports",
                            "authenticity",
                            "milter",
                            "outbound",
                            "dns",
                            "tlspolicy",
                            "zone",
                            "certificates",
                            "web",
                            "oauth",
                            "discovery",
                            "setup",
                            "settings",
                            "ladder",
                            "doctor",
                            "consulting",
                            "statuspage",
                            "exports",
                            "gateway",
                            "backing",
                            "imports",
                            "finder")),
            Map.entry("testkit", Set.of()),
            Map.entry("store-contract", Set.of("store")),
            Map.entry(
                    "bench",
                    Set.of(
                            "store",
                            "store-rocksdb",
                            "message",
                            "smtp",
                            "outbound",
                            "wire",
                            "dns",
                            "settings",
                            "ladder",
                            "testkit")));

    /** What tests may use besides. What exports writes has to be what imports reads; the programs of both know nothing of each other. */
    private static final Map<String, Set<String>> TEST_ARROWS = Map.of("imports", Set.of("exports"));

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>org\\.mailstead</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);

    private static final Pattern USE =
            Pattern.compile("\\borg\\.mailstead\\.([a-z0-9]+)(?:\\.(rocksdb|postgres|contract))?\\b");

    /** Part of the contract of whoever stands on the store: it passes through them to the protocols, which tell the peer. */
    private static final String PASSES_THROUGH = "org.mailstead.store.StoreFault";

    private static List<Source> sources = List.of();

    @BeforeAll
    static void read() {
        sources = SourceTree.read();
    }

    @Test
    void everyModuleIsOnTheMap() {
        assertThat(ARROWS.keySet()).containsAll(SourceTree.modules());
    }

    @Test
    void pomsDeclareOnlyAllowedArrows() throws IOException {
        var wrong = new ArrayList<String>();
        for (String module : SourceTree.modules()) {
            String pom = Files.readString(SourceTree.ROOT.resolve(module).resolve("pom.xml"));
            var dependency = DEPENDENCY.matcher(pom);
            while (dependency.find()) {
                boolean test = dependency.group(2).contains("<scope>test</scope>");
                String used = dependency.group(1);
                if (!allowed(module, test).contains(used)) wrong.add(module + "/pom.xml uses " + used);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void sourceUsesOnlyAllowedModules() {
        var wrong = new TreeSet<String>();
        for (var source : sources) {
            var use = USE.matcher(source.text().replace(PASSES_THROUGH, ""));
            while (use.find()) {
                String used = use.group(2) == null ? use.group(1) : use.group(1) + "-" + use.group(2);
                boolean itself = used.equals(source.module())
                        // Tests of an engine stand in its package.
                        || (source.module().startsWith(used) && !source.main());
                if (!itself && !allowed(source.module(), !source.main()).contains(used))
                    wrong.add(source.name() + " uses " + used);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Tests may reach as deep as the program does in several steps, to look at what came of it. */
    private static Set<String> allowed(String module, boolean test) {
        Set<String> direct = ARROWS.getOrDefault(module, Set.of());
        if (!test) return direct;
        var reachable = new HashSet<>(direct);
        reachable.addAll(TEST_ARROWS.getOrDefault(module, Set.of()));
        for (String next : direct) reachable.addAll(allowed(next, true));
        reachable.add("testkit");
        if (reachable.contains("store")) reachable.add("store-contract");
        return reachable;
    }

    @Test
    void packagesSayWhatTheyAreAndAreNullMarked() {
        var described = new HashSet<String>();
        var all = new TreeSet<String>();
        for (var source : sources) {
            if (!source.main()) continue;
            String folder =
                    SourceTree.ROOT.relativize(source.path().getParent()).toString();
            all.add(folder);
            if (source.fileName().equals("package-info.java")
                    && source.text().contains("@NullMarked")
                    && source.text().contains("/**")) described.add(folder);
        }
        all.removeAll(described);
        assertThat(all).as("without a described, null-marked package-info.java").isEmpty();
    }

    @Test
    void forbiddenTypesAreNotUsed() {
        var forbidden = Pattern.compile("\\b(java\\.util\\.concurrent\\.(Flow|CompletableFuture)|CompletableFuture"
                + "|reactor\\.core|io\\.reactivex|java\\.lang\\.reflect|sun\\.misc)\\b");
        var wrong = new ArrayList<String>();
        for (var source : sources) {
            if (!source.main()) continue;
            var found = forbidden.matcher(source.text());
            while (found.find()) wrong.add(source.name() + " uses " + found.group());
        }
        assertThat(wrong).isEmpty();
    }
}
