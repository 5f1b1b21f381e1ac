package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.tlspolicy.StsPolicy.Mode;

class StsPolicyTest {
    private static final String GOOD = "version: STSv1\nmode: enforce\nmx: mx.there.example\nmax_age: 604800\n";

    private static StsPolicy parse(String text) throws StsPolicy.Invalid {
        return StsPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatTheStandardShows() throws Exception {
        String text = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\n"
                + "mx: backupmx.example.com\r\nmax_age: 604800";
        StsPolicy policy = parse(text);
        assertThat(policy)
                .isEqualTo(new StsPolicy(
                        Mode.ENFORCE,
                        Duration.ofDays(7),
                        List.of("mail.example.com", "*.example.net", "backupmx.example.com")));
        assertThat(String.join("\r\n", policy.lines())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_age: 604800\nmx: mx.there.example\nmode: enforce\nversion: STSv1",
                "version:STSv1\nmode:enforce  \nmx:\tMX.There.Example.\nmax_age:604800\n\n",
                "version: STSv1\r\nmode: enforce\nmx: mx.there.example\r\nnew_key: ünlike\nmax_age: 604800\r\n",
                "version: STSv1\nmode: enforce\nmode: none\nmx: mx.there.example\nmax_age: 604800\nmax_age: 1\n"
            })
    void readsOtherSpellings(String text) throws Exception {
        assertThat(parse(text)).isEqualTo(parse(GOOD));
    }

    @Test
    void aPolicyThatIsOverNeedsNoHosts() throws Exception {
        assertThat(parse("version: STSv1\nmode: none\nmax_age: 86400\n").mode()).isEqualTo(Mode.NONE);
    }

    @Test
    void noneHoldsLongerThanAYear() throws Exception {
        assertThat(parse(GOOD.replace("604800", "9999999999")).maxAge()).isEqualTo(StsPolicy.LONGEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: STSv1\\nmode: enforce\\nmax_age: 1|names no host",
                "version: STSv2\\nmode: enforce\\nmx: a.example\\nmax_age: 1|version: STSv1",
                "version: STSv1\\nmode: Enforce\\nmx: a.example\\nmax_age: 1|mode",
                "version: STSv1\\nmode: enforce\\nmx: a.example|max_age",
                "version: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: -1|max_age",
                "version: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: 12345678901|max_age",
                "version: STSv1\\nmode: enforce\\nmx: *.*.example\\nmax_age: 1|none: \"*.*.example\"",
                "version: STSv1\\nmode: enforce\\nmx: a*.example\\nmax_age: 1|none: \"a*.example\"",
                "version: STSv1\\nmode: enforce\\nmx: *\\nmax_age: 1|none: \"*\"",
                "version: STSv1\\nmode: enforce\\nmx: a.example b.example\\nmax_age: 1|none",
                "version: STSv1\\nmode: enforce\\nmx: .\\nmax_age: 1|none",
                "<html>\\nversion: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: 1|none of a policy: \"<html>\"",
                "version: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: 1\\n<a href=x:y>|none of a policy",
                "v=STSv1; id=1|none of a policy"
            })
    void refusesTheRest(String text, String why) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(StsPolicy.Invalid.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatIsNoTextAndWhatIsTooMuch() {
        assertThatThrownBy(() -> StsPolicy.parse(new byte[] {(byte) 0xff})).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> parse(GOOD + "mx: a.example\n".repeat(StsPolicy.HOSTS)))
                .hasMessageContaining("more than 200 hosts");
    }

    @Test
    void aStarStandsForOneLabel() throws Exception {
        StsPolicy policy = parse(GOOD.replace("mx.there.example", "*.there.example"));
        assertThat(policy.names(DnsName.of("MX1.there.example"))).isTrue();
        assertThat(policy.names(DnsName.of("there.example"))).isFalse();
        assertThat(policy.names(DnsName.of("a.mx1.there.example"))).isFalse();
        assertThat(parse(GOOD).names(DnsName.of("mx.there.example"))).isTrue();
        assertThat(parse(GOOD).names(DnsName.of("mx2.there.example"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1; id=20160831085700Z;|20160831085700Z",
                "v=STSv1;id=a|a",
                "v=STSv1 ; new-key=x:y/z ;\tid=a ; |a",
                "v=STSv1; id=a; id=b|a",
                "v=STSv1; id=|",
                "v=STSv1|",
                "v=STSv1;|",
                "v=STSv1;;id=a|",
                "v=STSv1; id|",
                "V=STSv1; id=a|",
                "v=STSv10; id=a|",
                "id=a; v=STSv1|"
            })
    void theRecordHasItsFields(String text, String id) {
        var records = List.of(new Txt(List.of("other")), new Txt(List.of(text)));
        assertThat(TxtFields.only(records, "STSv1")
                        .flatMap(fields -> fields.value("id"))
                        .orElse(null))
                .isEqualTo(id);
    }

    @Test
    void ofTwoRecordsNoneCounts() {
        var one = new Txt(List.of("v=STSv1; ", "id=a"));
        assertThat(TxtFields.only(List.of(one), "STSv1")).isPresent();
        assertThat(TxtFields.only(List.of(one, one), "STSv1")).isEmpty();
    }
}
