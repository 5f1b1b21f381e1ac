package org.mailstead.dns;

/** Asks the DNS. Blocks until there is an answer or time is up; safe for use by many threads. Never throws for what the DNS does. */
public interface Resolver {
    /** Follows aliases, except when asked for CNAME. The name is complete: no search path is ever tried. */
    <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type);
}
