package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProvingResolverTest {
    private static final DnsName NAME = DnsName.of("a.test");
    private static final String ROOT = ". NS a.root-servers.test\n";

    private final ScriptedResolver proving = new ScriptedResolver("");
    private final ScriptedResolver plain = new ScriptedResolver(ROOT + "a.test A 192.0.2.2");
    private Instant now = Instant.EPOCH;
    private final ProvingResolver resolver = new ProvingResolver(proving, plain, () -> now);

    private String answer() {
        return switch (resolver.lookup(NAME, RecordType.A)) {
            case Answer.Found<DnsRecord.Address> found -> found.authenticated() ? "proved" : "not proved";
            case Answer<DnsRecord.Address> other -> other.describe();
        };
    }

    @Test
    void whereProofsComeThroughTheyAreInsistedOn() {
        proving.replace("$SECURE\n" + ROOT + "a.test A 192.0.2.1");
        assertThat(answer()).isEqualTo("proved");
        proving.replace(". NS !bogus\na.test A !bogus");
        now = now.plusSeconds(100_000);
        assertThat(answer()).startsWith("DNSSEC check failed");
    }

    @Test
    void whereTheyDoNotMailGoesOnWithout() {
        proving.replace(". NS !bogus\na.test A !bogus");
        assertThat(answer()).isEqualTo("not proved");
        proving.replace("$SECURE\n" + ROOT + "a.test A 192.0.2.1");
        assertThat(answer()).as("not looked at again for every question").isEqualTo("not proved");
        now = now.plusSeconds(3600);
        assertThat(answer()).isEqualTo("proved");
    }

    @Test
    void aNetworkThatIsDownDecidesNothing() {
        proving.replace(". NS !timeout");
        plain.replace(". NS !timeout\na.test A !timeout");
        assertThat(answer()).contains("no DNS server answered");
        proving.replace("$SECURE\n" + ROOT + "a.test A 192.0.2.1");
        assertThat(answer()).isEqualTo("proved");
    }

    @Test
    void serversThatChokeOnSignaturesAreAskedWithout() {
        proving.replace(". NS !servfail\na.test A !servfail");
        assertThat(answer()).isEqualTo("not proved");
    }
}
