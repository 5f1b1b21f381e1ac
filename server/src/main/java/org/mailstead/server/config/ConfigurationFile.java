package org.mailstead.server.config;

import static org.mailstead.server.config.Configuration.Ports;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailstead.server.config.Configuration.Sending;
import org.mailstead.server.config.Configuration.Way;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.wire.Tolerance.Patience;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the configuration from TOML. The first thing wrong in it is told with line and column. */
public final class ConfigurationFile {
    /** Largest file read: ours has twenty lines, this keeps a wrong path to a disk image from being read whole. */
    private static final long MAX_BYTES = 256 * 1024;

    /** Names longer than this are none. RFC 1035 §2.3.4. */
    private static final int HOSTNAME_CHARS = 253;

    private final Path file;
    private final TomlParseResult toml;

    private ConfigurationFile(Path file, TomlParseResult toml) {
        this.file = file;
        this.toml = toml;
    }

    /** @throws ConfigurationException if the file is missing or anything in it cannot be used */
    public static Configuration read(Path file) throws ConfigurationException {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new ConfigurationException(file + " is too large for a configuration file.");
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("There is no configuration file " + file
                    + ". Make one with \"mailstead init\", or name another with --config.");
        } catch (IOException e) {
            throw new ConfigurationException("The configuration file " + file + " cannot be read: " + reason(e) + ".");
        }
    }

    /** @param file where the text came from: for errors, and the folder from which relative paths start */
    public static Configuration parse(Path file, String text) throws ConfigurationException {
        var toml = Toml.parse(text);
        if (toml.hasErrors()) {
            var first = toml.errors().getFirst();
            throw new ConfigurationException(at(file, first.position()) + "this is not TOML: " + first.getMessage());
        }
        return new ConfigurationFile(file, toml).configuration();
    }

    private Configuration configuration() throws ConfigurationException {
        refuseUnknown();
        Path data = path(text(Setting.DATA));
        var ports = new EnumMap<MailPort, Integer>(MailPort.class);
        for (var port : MailPort.values()) {
            int number = port(port);
            if (number != Ports.OFF) ports.put(port, number);
        }
        var configuration = new Configuration(
                data,
                hostname(),
                new Configuration.Listen(
                        addresses(Setting.ADDRESSES),
                        new Ports(ports),
                        ProxySettings.read(this),
                        truth(Setting.FORGIVE) ? Optional.of(Patience.STANDARD) : Optional.empty(),
                        truth(Setting.MAIL_OVER_HTTPS)),
                new Configuration.Tls(
                        pathInData(Setting.CERTIFICATE, data, "tls/certificate.pem"),
                        pathInData(Setting.KEY, data, "tls/key.pem"),
                        toml.contains(Setting.CERTIFICATE.name()),
                        CertificateSettings.read(this, new Ports(ports))),
                sending(),
                ReceivingSettings.read(this),
                WebSettings.read(this),
                TrustSettings.read(this),
                LdapTable.read(this),
                SignInTable.read(this),
                new Configuration.Limits(
                        whole(Setting.MESSAGE_MIB) * 1024 * 1024,
                        (int) whole(Setting.CONNECTIONS),
                        (int) whole(Setting.PER_ADDRESS),
                        Duration.ofSeconds(whole(Setting.LOGIN_DELAY))),
                BackingTable.read(this));
        SignInTable.check(this, configuration);
        return configuration;
    }

    private void refuseUnknown() throws ConfigurationException {
        var known = Settings.ALL.stream().map(Setting::name).toList();
        for (var path : toml.keyPathSet(true)) {
            String name = String.join(".", path);
            boolean isTable = toml.isTable(path);
            if (isTable ? Setting.tables().anyMatch(name::equals) : known.contains(name)) continue;
            // The keys inside an unknown table are told of before the table: the nearest key is the better hint.
            if (isTable
                    && toml.keyPathSet().stream()
                            .anyMatch(p -> p.size() > path.size()
                                    && p.subList(0, path.size()).equals(path))) continue;
            throw new ConfigurationException(at(file, toml.inputPositionOf(path)) + "there is no setting \"" + name
                    + "\"." + Spelling.hint(name, known) + " All settings are listed in docs/configuration.md.");
        }
    }

    private String text(Setting setting) throws ConfigurationException {
        Object value = value(setting);
        if (value instanceof String text && !text.isBlank()) return text;
        throw wrong(setting);
    }

    /** What is made of a text; empty where it is empty. */
    <T> Optional<T> text(Setting setting, Function<String, Optional<T>> reader) throws ConfigurationException {
        Object value = toml.contains(setting.name())
                ? value(setting)
                : setting.byDefault().replace("\"", "");
        if (!(value instanceof String text)) throw wrong(setting);
        if (text.isBlank()) return Optional.empty();
        return Optional.of(reader.apply(text.strip()).orElseThrow(() -> wrong(setting)));
    }

    /** A file, from the folder of this one; empty where none is named. */
    Optional<Path> path(Setting setting) throws ConfigurationException {
        return text(setting, Optional::of).map(this::path);
    }

    /** @param why goes on after the setting's name, to the end of the sentence */
    ConfigurationException refused(Setting setting, String why) {
        return new ConfigurationException(
                at(file, toml.inputPositionOf(setting.name())) + "\"" + setting.name() + "\" " + why);
    }

    private List<String> addresses(Setting setting) throws ConfigurationException {
        if (!toml.contains(setting.name())) return List.of("*");
        if (!(value(setting) instanceof TomlArray array) || array.isEmpty()) throw wrong(setting);
        var texts = new ArrayList<String>();
        for (Object element : array.toList()) {
            if (!(element instanceof String text) || !isAddress(text)) throw wrong(setting);
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    boolean has(Setting setting) {
        return toml.contains(setting.name());
    }

    /** A text, which may be empty. */
    String text(Setting setting, String byDefault) throws ConfigurationException {
        if (!toml.contains(setting.name())) return byDefault;
        if (value(setting) instanceof String text) return text;
        throw wrong(setting);
    }

    boolean truth(Setting setting) throws ConfigurationException {
        if (!toml.contains(setting.name())) return Boolean.parseBoolean(setting.byDefault());
        if (value(setting) instanceof Boolean truth) return truth;
        throw wrong(setting);
    }

    /** One of the setting's words. */
    String word(Setting setting) throws ConfigurationException {
        if (!toml.contains(setting.name())) return setting.byDefault().replace("\"", "");
        if (value(setting) instanceof String text
                && setting.kind() instanceof Kind.OneOf(var words)
                && words.contains(text)) return text;
        throw wrong(setting);
    }

    /** What the setting can make of its text; empty if it is left out. */
    <T> Optional<T> optionalText(Setting setting, Function<String, Optional<T>> reader) throws ConfigurationException {
        if (!toml.contains(setting.name())) return Optional.empty();
        return Optional.of(reader.apply(text(setting)).orElseThrow(() -> wrong(setting)));
    }

    /** Of a setting that may be there several times. */
    List<TomlTable> tables(Setting setting) throws ConfigurationException {
        if (!toml.contains(setting.name())) return List.of();
        if (!(value(setting) instanceof TomlArray array)) throw wrong(setting);
        var tables = new ArrayList<TomlTable>();
        for (Object element : array.toList()) {
            if (!(element instanceof TomlTable table)) throw wrong(setting);
            tables.add(table);
        }
        return tables;
    }

    ConfigurationException mistake(@Nullable TomlPosition position, String sentence) {
        return new ConfigurationException(at(file, position) + sentence);
    }

    /** A list, each text of which the setting can make something of. */
    <T> List<T> texts(Setting setting, List<T> byDefault, Function<String, Optional<T>> reader)
            throws ConfigurationException {
        if (!toml.contains(setting.name())) return byDefault;
        if (!(value(setting) instanceof TomlArray array)) throw wrong(setting);
        var all = new ArrayList<T>();
        for (Object element : array.toList()) {
            if (!(element instanceof String text)) throw wrong(setting);
            all.add(reader.apply(text).orElseThrow(() -> wrong(setting)));
        }
        return List.copyOf(all);
    }

    private Sending sending() throws ConfigurationException {
        return new Sending(
                way(),
                Duration.ofHours(whole(Setting.WARN_HOURS)),
                Duration.ofDays(whole(Setting.GIVE_UP_DAYS)),
                ProofSettings.read(this),
                texts(Setting.SOURCES, List.of(), ConfigurationFile::address),
                word(Setting.ASK_OTHERS).equals("on"),
                word(Setting.DMARC_REPORTS).equals("on"));
    }

    private Way way() throws ConfigurationException {
        Setting setting = Setting.SMARTHOST;
        if (!toml.contains(setting.name())) return new Way.Direct();
        if (!(value(setting) instanceof String text)) throw wrong(setting);
        if (text.isEmpty()) return new Way.Direct();
        if (text.equals("off")) return new Way.Off();
        HostAndPort host = HostAndPort.parse(text).orElseThrow(() -> wrong(setting));
        return new Way.Smarthost(host.host(), host.port());
    }

    private static Optional<InetAddress> address(String text) {
        return text.equals("*") || !isAddress(text) ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    }

    /** No names: what a name stands for changes, and the look-up may hang at the start of a machine. */
    private static boolean isAddress(String text) {
        if (text.equals("*")) return true;
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    long whole(Setting setting) throws ConfigurationException {
        if (!toml.contains(setting.name())) return Long.parseLong(setting.byDefault());
        if (value(setting) instanceof Long number
                && setting.kind() instanceof Kind.Whole(long least, long most)
                && number >= least
                && number <= most) return number;
        throw wrong(setting);
    }

    private int port(MailPort mailPort) throws ConfigurationException {
        Setting setting = Setting.of(mailPort);
        if (!toml.contains(setting.name())) return Ports.STANDARD.of(mailPort);
        return switch (value(setting)) {
            case Long number when number >= 0 && number <= 65_535 -> number.intValue();
            case String text when text.equals("off") -> Ports.OFF;
            default -> throw wrong(setting);
        };
    }

    private String hostname() throws ConfigurationException {
        String name = text(Setting.HOSTNAME);
        try {
            String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            if (ascii.length() <= HOSTNAME_CHARS && !ascii.endsWith(".")) return ascii;
        } catch (IllegalArgumentException e) {
            // Told below, in our words.
        }
        throw new ConfigurationException(at(file, toml.inputPositionOf(Setting.HOSTNAME.name())) + "\"" + name
                + "\" is not a host name. Write the machine's full name, such as \"mail.example.org\".");
    }

    Path path(String text) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of(text) : folder.resolve(text).normalize();
    }

    private Path pathInData(Setting setting, Path data, String byDefault) throws ConfigurationException {
        return toml.contains(setting.name()) ? path(text(setting)) : data.resolve(byDefault);
    }

    private Object value(Setting setting) throws ConfigurationException {
        Object value = toml.get(setting.name());
        if (value != null) return value;
        throw new ConfigurationException(
                file + ": the setting \"" + setting.name() + "\" is missing. It needs " + setting.expected() + ".");
    }

    ConfigurationException wrong(Setting setting) {
        return new ConfigurationException(at(file, toml.inputPositionOf(setting.name())) + "\"" + setting.name()
                + "\" needs " + setting.expected() + ".");
    }

    /** @param sentence what is wrong with it, in other words than what it needs */
    ConfigurationException wrong(Setting setting, String sentence) {
        return new ConfigurationException(at(file, toml.inputPositionOf(setting.name())) + sentence);
    }

    private static String at(Path file, @Nullable TomlPosition position) {
        return position == null
                ? file + ": "
                : file + ", line " + position.line() + ", column " + position.column() + ": ";
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
