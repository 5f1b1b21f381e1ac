package org.mailstead.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/**
 * An account as a program is set to it.
 *
 * @param program its name, for people
 * @param file in which most of it stands
 * @param name of the account in that file
 * @param address empty if the file tells none
 * @param servers as they are set, whether that makes sense or not; none of a protocol that is not set
 * @param oauth whether the program is set to sign in by tokens (OAuth 2)
 * @param remarks what is wrong or doubtful by itself, without asking any server
 */
public record Imported(
        String program,
        Path file,
        String name,
        String address,
        List<MailServer> servers,
        boolean oauth,
        SecretPlace secret,
        List<Remark> remarks) {
    public Imported {
        servers = List.copyOf(servers);
        remarks = List.copyOf(remarks);
    }

    public Optional<MailServer> server(Protocol protocol) {
        return servers.stream().filter(each -> each.protocol() == protocol).findFirst();
    }

    Imported with(Remark remark) {
        var all = new ArrayList<>(remarks);
        all.add(remark);
        return new Imported(program, file, name, address, servers, oauth, secret, all);
    }
}
