package org.mailstead.server.config;

import java.util.List;
import java.util.Locale;
import org.mailstead.consulting.ViewDesk;
import org.mailstead.server.config.Configuration.Consulting;
import org.mailstead.server.config.Setting.Kind;

/** What the doctor does on this server. */
final class ConsultingSettings {
    static final Setting PAGES = new Setting(
            "doctor.pages",
            new Kind.OneOf(List.of("on", "off")),
            "\"on\"",
            "Whether people with an account here may have any mail account examined at https://HOSTNAME/doctor. This server then connects"
                    + " to the mail servers of that account, in the public network only.");

    static final Setting VIEW = new Setting(
            "doctor.view",
            new Kind.OneOf(List.of("off", "signed-in", "open")),
            "\"signed-in\"",
            "Who is told what this server sees of the mail ports of other servers (mailstead doctor --from-server). signed-in: whoever has an"
                    + " account here, by an address that the page /doctor shows. open: everybody, up to 60 times a minute in all; strangers"
                    + " then look at servers of others in this server's name. off: nobody.");

    static final List<Setting> ALL = List.of(PAGES, VIEW);

    private ConsultingSettings() {}

    static Consulting read(ConfigurationFile file) throws ConfigurationException {
        String view = file.word(VIEW).toUpperCase(Locale.ROOT).replace('-', '_');
        return new Consulting(file.word(PAGES).equals("on"), ViewDesk.Access.valueOf(view));
    }
}
