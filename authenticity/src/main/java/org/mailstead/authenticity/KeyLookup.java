package org.mailstead.authenticity;

import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** The key that a signature names, or why there is none. RFC 6376 §6.1.2. */
sealed interface KeyLookup {
    record Key(KeyRecord key, boolean authenticated) implements KeyLookup {}

    /** @param temporary whether it may be there later */
    record None(boolean temporary, String reason) implements KeyLookup {}

    static KeyLookup find(Resolver resolver, DnsName domain, String selector) {
        var name = domain.under(selector + "._domainkey");
        if (name.isEmpty()) return new None(false, "\"" + selector + "\" cannot be a selector of " + domain);
        return switch (resolver.lookup(name.get(), RecordType.TXT)) {
            case Answer.Found<Txt> found -> of(found, name.get());
            case Answer.NoSuchName<Txt> none -> new None(false, "there is no key at " + name.get());
            case Answer.NoData<Txt> none -> new None(false, "there is no key at " + name.get());
            case Answer.TemporaryFailure<Txt> failure -> new None(true, failure.describe());
            case Answer.Bogus<Txt> bogus -> new None(true, bogus.describe());
        };
    }

    /** Of several records the first that is a key: which one is meant, the standard leaves open. RFC 6376 §3.6.2.2. */
    private static KeyLookup of(Answer.Found<Txt> found, DnsName name) {
        String problem = "";
        int read = 0;
        for (Txt txt : found.records()) {
            if (read++ == AuthenticityLimits.KEY_RECORDS) break;
            try {
                return new Key(KeyRecord.parse(txt.joined()), found.authenticated());
            } catch (TagList.MalformedException e) {
                problem = e.problem();
            }
        }
        return new None(false, "the key at " + name + " is of no use: " + problem);
    }
}
