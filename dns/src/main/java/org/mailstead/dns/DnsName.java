package org.mailstead.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A complete domain name as the DNS has it: ASCII, lower case, no dot at the end. The root is the empty text. Names are equal
 * whatever the case they were written in (RFC 1035 §2.3.3). Labels may hold any visible ASCII character but the dot, and blanks: names of
 * records like {@code _dmarc} are no host names, and neither is what SPF macros make.
 */
public final class DnsName {
    public static final DnsName ROOT = new DnsName("");

    private final String text;

    private DnsName(String text) {
        this.text = text;
    }

    /**
     * @param text with or without a dot at the end; labels in Unicode become A-labels
     * @throws IllegalArgumentException if it is no name; for foreign text use {@link #parse}
     */
    public static DnsName of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a domain name: " + text));
    }

    /** Empty if the text is no name: an empty or too long label, too long as a whole, or characters that IDNA forbids. */
    public static Optional<DnsName> parse(String text) {
        if (text.length() > DnsLimits.UNICODE_NAME_CHARACTERS) return Optional.empty();
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty()) return text.isEmpty() ? Optional.empty() : Optional.of(ROOT);
        if (!isAscii(name)) {
            var ascii = Idna.toAscii(name);
            if (ascii.isEmpty()) return Optional.empty();
            name = ascii.get();
        }
        if (name.length() > DnsLimits.NAME_CHARACTERS) return Optional.empty();
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '.';
            if (c == '.') {
                if (i == labelStart || i - labelStart > DnsLimits.LABEL_BYTES) return Optional.empty();
                labelStart = i + 1;
            } else if (c < ' ' || c >= 0x7f) {
                return Optional.empty();
            }
        }
        return Optional.of(new DnsName(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    /** The name that PTR records of an address stand at. RFC 1035 §3.5, RFC 3596 §2.5. */
    public static DnsName reverse(InetAddress address) {
        var name = new StringBuilder(72);
        byte[] bytes = address.getAddress();
        for (int i = bytes.length - 1; i >= 0; i--) {
            int b = bytes[i] & 0xff;
            if (address instanceof Inet4Address) name.append(b).append('.');
            else name.append(hex(b & 15)).append('.').append(hex(b >> 4)).append('.');
        }
        return new DnsName(name.append(address instanceof Inet4Address ? "in-addr.arpa" : "ip6.arpa")
                .toString());
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }

    /** This name with labels put in front of it; empty if that is too long or no name. */
    public Optional<DnsName> under(String labels) {
        return parse(text.isEmpty() ? labels : labels + "." + text);
    }

    /** The name without its first label; empty for the root. */
    public Optional<DnsName> parent() {
        if (text.isEmpty()) return Optional.empty();
        int dot = text.indexOf('.');
        return Optional.of(dot < 0 ? ROOT : new DnsName(text.substring(dot + 1)));
    }

    /** From the left; none for the root. */
    public List<String> labels() {
        return text.isEmpty() ? List.of() : List.of(text.split("\\."));
    }

    /** Whether this is {@code ancestor} or below it. */
    public boolean isWithin(DnsName ancestor) {
        if (ancestor.text.isEmpty() || text.equals(ancestor.text)) return true;
        return text.endsWith(ancestor.text) && text.charAt(text.length() - ancestor.text.length() - 1) == '.';
    }

    /** For people: A-labels in Unicode, where that is what they were made from. */
    public String toUnicode() {
        return Idna.toUnicode(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** In ASCII, without the dot at the end; the root is a dot. */
    @Override
    public String toString() {
        return text.isEmpty() ? "." : text;
    }
}
