package org.mailstead.zone;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/**
 * An answer, as the checks need it.
 *
 * @param records none if there are none, or if nobody knows
 * @param proved by DNSSEC
 * @param failure why nobody knows; null if the DNS has told
 */
record Looked<R extends DnsRecord>(
        List<R> records, boolean proved, @Nullable String failure) {
    static <R extends DnsRecord> Looked<R> up(Resolver resolver, DnsName name, RecordType<R> type) {
        return switch (resolver.lookup(name, type)) {
            case Answer.Found<R> found -> new Looked<>(found.records(), found.authenticated(), null);
            case Answer.NoData<R> none -> new Looked<>(List.of(), none.authenticated(), null);
            case Answer.NoSuchName<R> none -> new Looked<>(List.of(), none.authenticated(), null);
            case Answer.TemporaryFailure<R> failure -> new Looked<>(List.of(), false, failure.describe());
            case Answer.Bogus<R> bogus -> new Looked<>(List.of(), false, bogus.describe());
        };
    }

    /** Texts at a name that begin so, in whatever case. */
    static Looked<Txt> texts(Resolver resolver, DnsName name, String beginning) {
        var all = up(resolver, name, RecordType.TXT);
        var meant = all.records().stream()
                .filter(txt -> txt.joined().strip().regionMatches(true, 0, beginning, 0, beginning.length()))
                .toList();
        return new Looked<>(meant, all.proved(), all.failure());
    }
}
