package org.mailstead.zone;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.KeyMatch;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.zone.MailSetup.Use;

/** Whether the keys that sign are published. */
final class DkimCheck {
    private DkimCheck() {}

    static List<Finding> of(MailSetup setup, Resolver resolver) {
        var findings = new ArrayList<Finding>();
        if (setup.keys().stream().noneMatch(each -> each.use() == Use.SIGNS))
            findings.add(Finding.missing(
                    "DKIM " + setup.domain(),
                    true,
                    "no key signs the domain's mail",
                    "Make the first with: mailstead dkim rotate " + setup.domain()
                            + ", publish it, then: mailstead dkim use " + setup.domain()));
        for (MailSetup.Key each : setup.keys()) findings.add(of(each, resolver));
        return findings;
    }

    private static Finding of(MailSetup.Key each, Resolver resolver) {
        String subject = "DKIM " + each.key().recordName();
        var looked = Looked.up(resolver, each.key().recordName(), RecordType.TXT);
        if (looked.failure() != null) return Finding.unknown(subject, looked.failure());
        boolean needed = each.use() == Use.SIGNS;
        String publish = "Publish the TXT record as \"mailstead dns records\" prints it";
        if (looked.records().isEmpty())
            return switch (each.use()) {
                case SIGNS ->
                    Finding.missing(
                            subject, true, "mail is signed with this key, and nobody can verify it", publish + ".");
                case WAITING ->
                    Finding.missing(
                            subject,
                            false,
                            "a key that waits is not published yet",
                            publish + ", before the key is used.");
                case RETIRED -> Finding.fine(subject, "a key that signs no more, and is not published any more");
            };
        if (looked.records().size() > 1)
            return Finding.different(
                    subject, "there are several records, and which one counts is chance", "Leave the right one only.");
        KeyMatch match = KeyMatch.of(each.key(), looked.records().getFirst().joined());
        return switch (match) {
            case SAME ->
                Finding.fine(
                        subject,
                        switch (each.use()) {
                            case SIGNS -> "the key that signs";
                            case WAITING -> "a key that waits: \"mailstead dkim use\" lets it sign";
                            case RETIRED -> "a key that signs no more";
                        });
            case CUT ->
                wrong(
                        needed,
                        subject,
                        "the key is cut off in the middle",
                        publish + ", in several strings of up to 255 characters if the form does not take it whole.");
            case OTHER -> wrong(needed, subject, "another key stands there", publish + ".");
            case REVOKED -> wrong(needed, subject, "the key is withdrawn (p= is empty)", publish + ".");
            case UNREADABLE -> wrong(needed, subject, "there is no key in what stands there", publish + ".");
        };
    }

    /** A key that does not sign yet, or no more, harms nothing. */
    private static Finding wrong(boolean needed, String subject, String found, String advice) {
        return new Finding(subject, Finding.State.DIFFERENT, needed, found, advice);
    }
}
