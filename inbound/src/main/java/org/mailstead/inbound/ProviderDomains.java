package org.mailstead.inbound;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Domains at which anybody can have an address: what some of them send says nothing of the others. Not all there are; at one that is
 * missing, three unwanted senders and nobody who is wanted make the rest of it unwanted, until one is fetched back.
 */
final class ProviderDomains {
    private static final Set<String> EXACT = Set.of(
            "126.com",
            "139.com",
            "163.com",
            "aol.com",
            "att.net",
            "bigpond.com",
            "bluewin.ch",
            "btinternet.com",
            "comcast.net",
            "cox.net",
            "daum.net",
            "duck.com",
            "fastmail.com",
            "free.fr",
            "freenet.de",
            "gmail.com",
            "googlemail.com",
            "hey.com",
            "icloud.com",
            "inbox.lv",
            "interia.pl",
            "laposte.net",
            "libero.it",
            "mac.com",
            "mail.com",
            "mail.de",
            "mail.ee",
            "mail.ru",
            "mailbox.org",
            "me.com",
            "msn.com",
            "naver.com",
            "o2.pl",
            "onet.pl",
            "orange.fr",
            "passport.com",
            "pm.me",
            "posteo.de",
            "posteo.net",
            "proton.me",
            "protonmail.com",
            "qq.com",
            "rambler.ru",
            "rediffmail.com",
            "sbcglobal.net",
            "seznam.cz",
            "sfr.fr",
            "shaw.ca",
            "sina.com",
            "sky.com",
            "t-online.de",
            "terra.com.br",
            "tiscali.it",
            "tuta.com",
            "tutanota.com",
            "uol.com.br",
            "ukr.net",
            "verizon.net",
            "virgilio.it",
            "wanadoo.fr",
            "web.de",
            "wp.pl",
            "ya.ru",
            "yeah.net",
            "ymail.com",
            "zoho.com");

    /** Those with one domain for each country. */
    private static final Pattern OF_COUNTRIES =
            Pattern.compile("(gmx|hotmail|live|outlook|yahoo|yandex)(\\.(com?|net))?\\.[a-z]{2,3}");

    private ProviderDomains() {}

    /** @param domain in lower case */
    static boolean isOne(String domain) {
        return EXACT.contains(domain) || OF_COUNTRIES.matcher(domain).matches();
    }
}
