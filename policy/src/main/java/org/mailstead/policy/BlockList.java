package org.mailstead.policy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.dns.DnsName;
import org.mailstead.wire.AddressRange;

/**
 * A list in the DNS of addresses that send unwanted mail, or, with a weight below zero, of addresses known to be good. RFC 5782.
 *
 * @param zone whose names are asked for
 * @param codes answers that count; empty for all
 * @param weight what being listed adds
 */
public record BlockList(DnsName zone, List<AddressRange> codes, int weight) {
    /** Weights from -99 to 99. */
    private static final Pattern WEIGHT = Pattern.compile("weight=(-?[1-9]\\d?)");

    /** Answers are in this network. RFC 5782 §2.1. */
    private static final AddressRange ANSWERS = new AddressRange(InetAddress.ofLiteral("127.0.0.0"), 8);

    /** What lists answer to clients that ask too much or through a resolver of all the world: nothing about the address. */
    private static final AddressRange ERRORS = new AddressRange(InetAddress.ofLiteral("127.255.255.0"), 24);

    /** Stands for "not listed" in tests of a list, and for a domain that somebody bought after the list was given up. §5. */
    private static final InetAddress NOBODY = InetAddress.ofLiteral("127.0.0.1");

    public BlockList {
        codes = List.copyOf(codes);
    }

    /** The zone, then networks of answers and {@code weight=N} in any order: {@code bl.example.org 127.0.0.2/31 weight=2}. */
    public static Optional<BlockList> parse(String text) {
        String[] words = text.strip().split(" +");
        var zone = DnsName.parse(words[0]).filter(name -> name.labels().size() > 1);
        if (zone.isEmpty()) return Optional.empty();
        var codes = new ArrayList<AddressRange>();
        int weight = 1;
        for (int i = 1; i < words.length; i++) {
            var number = WEIGHT.matcher(words[i]);
            if (number.matches()) {
                weight = Integer.parseInt(number.group(1));
            } else {
                var range = AddressRange.parse(words[i]);
                if (range.isEmpty()) return Optional.empty();
                codes.add(range.get());
            }
        }
        return Optional.of(new BlockList(zone.get(), codes, weight));
    }

    /** The name to ask for: the address backwards, in bytes or half bytes, below the zone. RFC 5782 §2.1, §2.4. */
    Optional<DnsName> question(InetAddress client) {
        var labels = DnsName.reverse(client).labels();
        return zone.under(String.join(".", labels.subList(0, labels.size() - 2)));
    }

    boolean means(InetAddress answer) {
        if (!ANSWERS.contains(answer) || ERRORS.contains(answer) || answer.equals(NOBODY)) return false;
        return codes.isEmpty() || AddressRange.anyContains(codes, answer);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(zone.toString());
        for (var code : codes) text.append(' ').append(code);
        if (weight != 1) text.append(" weight=").append(weight);
        return text.toString();
    }
}
