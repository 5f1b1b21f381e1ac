package org.mailstead.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailstead.imports.IniText.Dialect;
import org.mailstead.imports.IniText.Section;
import org.mailstead.imports.Remark.Kind;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A file of getmail, which is for one account. */
final class Getmail implements ProgramSettings {
    private static final String PROGRAM = "getmail";

    @Override
    public boolean recognises(String text) {
        return text.lines().anyMatch(each -> each.strip().equals("[retriever]"));
    }

    @Override
    public List<Imported> read(Path path, Reading reading) throws UnreadableProgram {
        var text = reading.open(path);
        var sections = IniText.parse(text, Dialect.PYTHON, Set.of("password"));
        var retriever = IniText.section(sections, "retriever");
        if (retriever.isEmpty())
            throw new UnreadableProgram(path + ": there is no section [retriever], which every file of getmail has.");
        return List.of(account(retriever.get(), path));
    }

    private static Imported account(Section set, Path path) throws UnreadableProgram {
        var draft = new Draft(PROGRAM, String.valueOf(path.getFileName()), set.place());
        String type = set.value("type").toUpperCase(Locale.ROOT);
        Protocol protocol = type.contains("IMAP") ? Protocol.IMAP : Protocol.POP3;
        Security security = type.contains("SSL") ? Security.TLS : Security.NONE;
        var setting = set.said("type", "");
        var port = set.entry("port");
        int number = port.isPresent() ? Draft.port(port.get()) : MailPorts.usual(protocol, security);
        draft.server(protocol, set.value("server"), number, security, set.value("username"), setting);
        // Unless it is told of a file with authorities, it believes any certificate.
        if (security == Security.TLS && set.entry("ca_certs").isEmpty())
            draft.remark(Kind.CERTIFICATE_UNCHECKED, set.place(), "setting", "ca_certs");
        if (isTrue(set.value("use_xoauth2"))) draft.oauth();
        set.entry("password").ifPresent(each -> draft.secretInClear(each.place()));
        set.entry("password_command").ifPresent(each -> {
            String command = each.value().replaceAll("[()\",']", " ").strip();
            draft.secretFromCommand(command, each.place());
        });
        return draft.secret(SecretPlace.Kind.UNKNOWN, "").done();
    }

    static boolean isTrue(String word) {
        return Set.of("true", "yes", "on", "1").contains(word.toLowerCase(Locale.ROOT));
    }
}
