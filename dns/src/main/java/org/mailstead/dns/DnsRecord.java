package org.mailstead.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a record says, without its name and TTL, which belong to the answer. */
public sealed interface DnsRecord {
    /** About how many bytes of memory the record takes. */
    int size();

    /** Type A or AAAA. RFC 1035 §3.4.1, RFC 3596 §2.2. */
    record Address(InetAddress address) implements DnsRecord {
        @Override
        public int size() {
            return 32;
        }
    }

    /** Who takes a domain's mail; lower preferences first. RFC 1035 §3.3.9, RFC 5321 §5.1. */
    record Mx(int preference, DnsName exchange) implements DnsRecord {
        @Override
        public int size() {
            return exchange.toString().length();
        }

        /** The domain takes no mail. RFC 7505 §3. */
        public boolean isNull() {
            return exchange.equals(DnsName.ROOT);
        }
    }

    /** Text of up to 255 bytes each, read as ISO 8859-1, so that no byte is lost. RFC 1035 §3.3.14. */
    record Txt(List<String> strings) implements DnsRecord {
        public Txt {
            strings = List.copyOf(strings);
        }

        /** A text of any length, in strings as long as they may be. */
        public static Txt of(String text) {
            var strings = new ArrayList<String>();
            for (int at = 0; at < text.length() || strings.isEmpty(); at += DnsLimits.STRING_BYTES)
                strings.add(text.substring(at, Math.min(text.length(), at + DnsLimits.STRING_BYTES)));
            return new Txt(strings);
        }

        /** Strings put together without anything between, as SPF, DKIM and DMARC want it. RFC 7208 §3.3, RFC 6376 §3.6.2.2. */
        public String joined() {
            return String.join("", strings);
        }

        @Override
        public int size() {
            int size = 0;
            for (String string : strings) size += string.length() + DnsLimits.RECORD_OVERHEAD_BYTES;
            return size;
        }
    }

    /** RFC 1035 §3.3.12. */
    record Ptr(DnsName host) implements DnsRecord {
        @Override
        public int size() {
            return host.toString().length();
        }
    }

    /** Which certificate a server has. RFC 6698 §2.1. */
    record Tlsa(int usage, int selector, int matching, byte[] data) implements DnsRecord {
        @Override
        public boolean equals(Object other) {
            return other instanceof Tlsa tlsa
                    && tlsa.usage == usage
                    && tlsa.selector == selector
                    && tlsa.matching == matching
                    && Arrays.equals(tlsa.data, data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }

        @Override
        public int size() {
            return data.length;
        }
    }

    /** RFC 1035 §3.3.1. Asked for by itself only; lookups of other types follow aliases on their own. */
    record Cname(DnsName target) implements DnsRecord {
        @Override
        public int size() {
            return target.toString().length();
        }
    }

    /** Where a service is; the target {@code .} says that it is not offered. RFC 2782. */
    record Srv(int priority, int weight, int port, DnsName target) implements DnsRecord {
        @Override
        public int size() {
            return target.toString().length();
        }
    }

    /** Who may make certificates for a domain. RFC 8659 §4.1. */
    record Caa(boolean critical, String tag, String value) implements DnsRecord {
        @Override
        public int size() {
            return tag.length() + value.length();
        }
    }

    /** RFC 1035 §3.3.11. */
    record Ns(DnsName server) implements DnsRecord {
        @Override
        public int size() {
            return server.toString().length();
        }
    }

    /** @param minimum seconds that the absence of a name may be remembered. RFC 1035 §3.3.13, RFC 2308 §4 */
    record Soa(DnsName primary, DnsName contact, long serial, long minimum) implements DnsRecord {
        @Override
        public int size() {
            return primary.toString().length() + contact.toString().length();
        }
    }
}
