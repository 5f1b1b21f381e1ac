package org.mailstead.gateway;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.mailstead.wire.AtomicFile;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** Where the gateway keeps everything: accounts, their vaults, and the certificate of the ports on this machine. */
public final class GatewayFolder {
    /** Accounts: a family with all that it has, or an office. */
    static final int MOST = 100;

    private static final String ACCOUNT = ".account";
    private static final String SETTINGS = "settings.json";
    private static final String REPORT = "report.json";
    private static final String NOTICES = "notices.json";
    private static final String PAGE = "page.html";
    private static final String VAULT = ".vault";

    /** An account has a few hundred bytes. */
    private static final int ACCOUNT_BYTES = 64 * 1024;

    private final Path folder;
    private final KeyCost cost;
    private final RandomGenerator random;

    /**
     * @param folder that need not be there yet
     * @param cost of making keys of passwords
     * @param random a secure one
     */
    public GatewayFolder(Path folder, KeyCost cost, RandomGenerator random) {
        this.folder = folder;
        this.cost = cost;
        this.random = random;
    }

    public Path path() {
        return folder;
    }

    /** All accounts, by address. Those that cannot be read are left out. */
    public List<GatewayAccount> accounts() throws IOException {
        var all = new ArrayList<GatewayAccount>();
        for (Path file : files()) {
            if (all.size() >= MOST) break;
            if (Files.size(file) <= ACCOUNT_BYTES)
                AccountFile.read(Files.readAllBytes(file)).ifPresent(all::add);
        }
        return all;
    }

    public Optional<GatewayAccount> account(String address) throws IOException {
        return accounts().stream().filter(each -> each.isCalled(address)).findFirst();
    }

    /** What holds for all accounts. */
    public GatewaySettings settings() throws IOException {
        Path file = folder.resolve(SETTINGS);
        return Files.exists(file) && Files.size(file) <= ACCOUNT_BYTES
                ? GatewaySettings.read(Files.readAllBytes(file))
                : GatewaySettings.STANDARD;
    }

    /** A gateway that runs takes it up when it is started anew. */
    public void write(GatewaySettings settings) throws IOException {
        AtomicFile.write(
                folder.resolve(SETTINGS), new String(settings.write(), StandardCharsets.UTF_8), AtomicFile.SECRET);
    }

    /** What the gateway has told of itself last; empty if it never ran. */
    public Optional<GatewayReport> report() throws IOException {
        Path file = folder.resolve(REPORT);
        return Files.exists(file) ? GatewayReport.read(Files.readAllBytes(file)) : Optional.empty();
    }

    void write(GatewayReport report) throws IOException {
        AtomicFile.write(folder.resolve(REPORT), new String(report.write(), StandardCharsets.UTF_8), AtomicFile.SECRET);
    }

    /** When what was said to the person last. */
    Map<String, Instant> notices() throws IOException {
        Path file = folder.resolve(NOTICES);
        if (!Files.exists(file) || Files.size(file) > ACCOUNT_BYTES) return Map.of();
        var read = new LinkedHashMap<String, Instant>();
        try {
            JsonMembers.read(Files.readAllBytes(file))
                    .orElse(Map.of())
                    .forEach((what, at) -> read.put(what, Instant.parse(at)));
            return read;
        } catch (DateTimeException e) {
            return Map.of();
        }
    }

    void writeNotices(Map<String, Instant> notices) throws IOException {
        var members = new LinkedHashMap<String, String>();
        notices.forEach((what, at) -> members.put(what, at.toString()));
        AtomicFile.write(
                folder.resolve(NOTICES),
                new String(JsonMembers.write(members), StandardCharsets.UTF_8),
                AtomicFile.SECRET);
    }

    /** Leads a browser to the page of the gateway while it runs. */
    Path pageFile() {
        return folder.resolve(PAGE);
    }

    void writePage(String html) throws IOException {
        AtomicFile.write(pageFile(), html, AtomicFile.SECRET);
    }

    void removePage() {
        try {
            Files.deleteIfExists(pageFile());
        } catch (IOException e) {
            // It leads nowhere.
        }
    }

    /** A link to the page of the gateway that runs, good once; empty if it has none. */
    public Optional<String> page() throws IOException {
        return Files.exists(pageFile()) && Files.size(pageFile()) <= ACCOUNT_BYTES
                ? PageLinks.read(Files.readString(pageFile()))
                : Optional.empty();
    }

    public void write(GatewayAccount account) throws IOException {
        if (accounts().size() >= MOST && account(account.address()).isEmpty())
            throw new IOException("The gateway has " + MOST + " accounts already.");
        AtomicFile.write(
                file(account.address(), ACCOUNT),
                new String(AccountFile.write(account), StandardCharsets.UTF_8),
                AtomicFile.SECRET);
    }

    /** What is kept of an account, here and for good; the provider does not hear of it. @return whether there was any */
    public boolean remove(String address) throws IOException {
        boolean there = Files.deleteIfExists(file(address, ACCOUNT));
        there |= Files.deleteIfExists(file(address, VAULT));
        Files.deleteIfExists(file(address, VAULT + ".lock"));
        return there;
    }

    Vault vault(String address) {
        return new Vault(file(address, VAULT), address, cost, random);
    }

    /** Changes whenever an account comes, goes or is changed. */
    String stamp() {
        var stamp = new StringBuilder();
        try {
            for (Path file : files()) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamp.append(file.getFileName()).append(attributes.fileKey()).append(attributes.lastModifiedTime());
            }
        } catch (IOException e) {
            return "";
        }
        return stamp.toString();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ACCOUNT))
                    .sorted()
                    .toList();
        }
    }

    private Path file(String address, String kind) {
        String name = URLEncoder.encode(address.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
        return folder.resolve(name.replace("%40", "@") + kind);
    }

    /** For the ports on this machine; made when it is asked for first. */
    TlsServer tls(Clock clock) throws IOException {
        Path certificate = folder.resolve("localhost.pem");
        Path key = folder.resolve("localhost.key");
        if (!Files.exists(certificate) || !Files.exists(key))
            SelfSigned.write(certificate, key, List.of("localhost", "127.0.0.1", "::1"), clock);
        return TlsServer.fromPem(certificate, key, clock);
    }

    RandomGenerator random() {
        return random;
    }
}
