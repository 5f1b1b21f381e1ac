package org.mailstead.ladder;

/**
 * What a secret looks like: as much as is needed to see that it was copied badly, and not enough to guess it.
 *
 * @param characters how many, without blanks and dashes
 * @param lettersOnly small letters and nothing else, but for blanks and dashes
 * @param grouped in groups of four, with blanks or dashes between
 * @param blanksAround begins or ends with white space
 * @param typographic has quotation marks or dashes that text programs put in
 * @param otherThanAscii has letters beyond ASCII
 */
public record SecretShape(
        int characters,
        boolean lettersOnly,
        boolean grouped,
        boolean blanksAround,
        boolean typographic,
        boolean otherThanAscii) {
    private static final String TYPOGRAPHIC = "\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u00a0";

    public static SecretShape of(String secret) {
        String bare = secret.replaceAll("[\\s\\u00a0-]", "");
        return new SecretShape(
                bare.length(),
                bare.matches("[a-z]+"),
                secret.strip().matches("[^\\s-]{4}([ -][^\\s-]{4})+"),
                !secret.equals(secret.strip()),
                secret.chars().anyMatch(each -> TYPOGRAPHIC.indexOf(each) >= 0),
                secret.chars().anyMatch(each -> each > 0x7e));
    }
}
