package org.mailstead.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.mailstead.server.config.Configuration.Web;
import org.mailstead.server.config.Setting.Kind;
import org.mailstead.tlspolicy.StsPolicy;

/** What is told over HTTPS. */
final class WebSettings {
    static final Setting STS = new Setting(
            "web.mta-sts",
            new Kind.OneOf(List.of("none", "testing", "enforce")),
            "\"testing\"",
            "What your domains ask of servers that bring mail (MTA-STS), served at https://mta-sts.DOMAIN. testing: TLS with a"
                    + " certificate for this host, and reports where that fails. enforce: no mail without. none: nothing.");

    static final Setting STS_DAYS = new Setting(
            "web.mta-sts-days",
            new Kind.Whole(1, 365),
            "7",
            "Days for which they remember it. With enforce, take 30 or more once all works.");

    static final List<Setting> ALL = List.of(STS, STS_DAYS);

    private WebSettings() {}

    static Web read(ConfigurationFile file) throws ConfigurationException {
        return new Web(
                StsPolicy.Mode.valueOf(file.word(STS).toUpperCase(Locale.ROOT)),
                Duration.ofDays(file.whole(STS_DAYS)),
                OAuthSettings.read(file),
                ConsultingSettings.read(file));
    }
}
