package org.mailstead.authenticity;

/** The domains that records of the SPF tests speak of. */
final class SpfZone {
    static final String TEXT = """
            card.test         A     192.0.2.10
            card.test         AAAA  2001:db8::10
            card.test         MX    10 mx1.card.test
            card.test         MX    20 mx2.card.test
            mx1.card.test     A     192.0.2.21
            mx2.card.test     A     192.0.2.22
            mx2.card.test     AAAA  2001:db8::22
            two.test          A     198.51.100.1
            two.test          A     192.0.2.10
            four.test         A     192.0.2.10
            dead.test         *     !timeout
            slow.test         TXT   !servfail
            forged.test       TXT   !bogus
            nothing.test      MX    10 mx1.card.test
            null.test         MX    0 .
            many.test         MX    1 m1.test
            many.test         MX    2 m2.test
            many.test         MX    3 m3.test
            many.test         MX    4 m4.test
            many.test         MX    5 m5.test
            many.test         MX    6 m6.test
            many.test         MX    7 m7.test
            many.test         MX    8 m8.test
            many.test         MX    9 m9.test
            many.test         MX    10 m10.test
            many.test         MX    11 mx1.card.test
            half.test         MX    1 dead.test
            10.2.0.192.in-addr.arpa  PTR  liar.test
            10.2.0.192.in-addr.arpa  PTR  dead.test
            10.2.0.192.in-addr.arpa  PTR  mail.card.test
            mail.card.test    A     192.0.2.10
            liar.test         A     203.0.113.1
            99.2.0.192.in-addr.arpa  *  !timeout
            pass.test         TXT   "v=spf1 ip4:192.0.2.10 -all exp=why.test"
            fail.test         TXT   "v=spf1 ip4:203.0.113.9 -all exp=why.test"
            soft.test         TXT   "v=spf1 ~all"
            neutral.test      TXT   "v=spf1 ?all"
            wrong.test        TXT   "v=spf1 nonsense"
            none.test         TXT   "nothing of ours"
            twice.test        TXT   "v=spf1 -all"
            twice.test        TXT   "v=spf1 +all"
            other.test        TXT   "google-site-verification=x"
            other.test        TXT   "v=spf10 +all"
            other.test        TXT   "V=SPF1 ip4:192.0.2.10 -all"
            split.test        TXT   "v=spf1 ip4:192.0" ".2.10 -all"
            glued.test        TXT   "v=spf1" "+all"
            loop.test         TXT   "v=spf1 include:loop.test -all"
            circle.test       TXT   "v=spf1 redirect=circle.test"
            nine.test         TXT   "v=spf1 a:x.four.test a:x.four.test a:x.four.test a:x.four.test a:x.four.test a:x.four.test a:x.four.test a:x.four.test a:x.four.test -all"
            x.four.test       A     203.0.113.8
            why.test          TXT   "%{i} is not one of %{d}'s, says %{r} at %{t} about %{S}"
            long.test         TXT   "0123456789"
            two-texts.test    TXT   "one"
            two-texts.test    TXT   "two"
            bad-macro.test    TXT   "%{z}"
            ann.lp._spf.card.test                        A  127.0.0.2
            10.2.0.192.in-addr._spf.card.test            A  127.0.0.2
            cafe.example.card.test                       A  127.0.0.2
            0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.card.test A 127.0.0.2
            alias.test        CNAME pass.test
            """;

    private SpfZone() {}
}
