package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a domain publishes for DMARC, as its owner wants to know it: receivers pass over most mistakes without a word. RFC 9989 §4.7.
 *
 * @param record as receivers take it; empty if they take it for none
 * @param problems in words
 */
public record DmarcAudit(Optional<DmarcRecord> record, List<String> problems) {
    public DmarcAudit {
        problems = List.copyOf(problems);
    }

    /** Whether a text means to be one, right or wrong. */
    public static boolean isMeant(String text) {
        return text.strip().toLowerCase(Locale.ROOT).startsWith("v=dmarc");
    }

    public static DmarcAudit of(String text) {
        var problems = new ArrayList<String>();
        try {
            var tags = TagList.parse(text);
            if (!tags.isFirst("v") || !tags.get("v").equals(Optional.of("DMARC1")))
                problems.add("it has to begin with v=DMARC1, in these letters");
            if (tags.get("p").isEmpty()) problems.add("it has no p=, so that it asks for nothing");
            for (String name : List.of("p", "sp", "np"))
                tags.get(name)
                        .filter(value -> DmarcPolicy.named(value).isEmpty())
                        .ifPresent(
                                value -> problems.add(name + "=" + value + " is neither none, quarantine nor reject"));
            for (String name : List.of("adkim", "aspf"))
                tags.get(name)
                        .filter(value -> !value.equalsIgnoreCase("r") && !value.equalsIgnoreCase("s"))
                        .ifPresent(value -> problems.add(name + "=" + value + " is neither r nor s"));
            for (String name : List.of("rua", "ruf"))
                for (String uri : tags.get(name).orElse("").split(","))
                    if (!uri.isBlank() && !uri.strip().toLowerCase(Locale.ROOT).startsWith("mailto:"))
                        problems.add(name + "=" + uri.strip() + " has to begin with mailto:");
        } catch (TagList.MalformedException e) {
            problems.add(e.problem());
        }
        return new DmarcAudit(DmarcRecord.parse(text), problems);
    }
}
