package org.mailstead.imap;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is offered beyond plain IMAP4rev1, each once, under the name that announces it. A constant stands here only when
 * all of it works.
 */
enum Extension {
    /** RFC 9051; switched on by ENABLE, since it changes responses. */
    IMAP4REV2("IMAP4rev2", true, true),
    LITERAL_PLUS("LITERAL+", true, false),
    SASL_IR("SASL-IR", true, false),
    ID("ID", true, false),
    ENABLE("ENABLE", true, false),
    /** RFC 4314. */
    ACL("ACL"),
    /** RFC 7889; announced with the limit. */
    APPENDLIMIT("APPENDLIMIT="),
    /** RFC 3516. */
    BINARY("BINARY"),
    /** RFC 4469. */
    CATENATE("CATENATE"),
    CHILDREN("CHILDREN"),
    /** RFC 4978. */
    COMPRESS("COMPRESS=DEFLATE"),
    /** RFC 7162 §3.1. */
    CONDSTORE("CONDSTORE", false, true),
    /** RFC 5267. */
    CONTEXT_SEARCH("CONTEXT=SEARCH"),
    /** RFC 5267. */
    CONTEXT_SORT("CONTEXT=SORT"),
    CREATE_SPECIAL_USE("CREATE-SPECIAL-USE"),
    /** RFC 4731. */
    ESEARCH("ESEARCH"),
    /** RFC 5267 §3. */
    ESORT("ESORT"),
    /** RFC 5466. */
    FILTERS("FILTERS"),
    /** RFC 5255 §4. */
    I18NLEVEL("I18NLEVEL=1"),
    IDLE("IDLE"),
    /** RFC 9585. */
    INPROGRESS("INPROGRESS"),
    /** RFC 5258. */
    LIST_EXTENDED("LIST-EXTENDED"),
    /** RFC 9590. */
    LIST_METADATA("LIST-METADATA"),
    /** RFC 8440. */
    LIST_MYRIGHTS("LIST-MYRIGHTS"),
    /** RFC 5819. */
    LIST_STATUS("LIST-STATUS"),
    /** RFC 9738; announced with the limit. */
    MESSAGELIMIT("MESSAGELIMIT="),
    /** RFC 5464: of mailboxes and of the server. */
    METADATA("METADATA"),
    MOVE("MOVE"),
    /** RFC 3502. */
    MULTIAPPEND("MULTIAPPEND"),
    /** RFC 7377. */
    MULTISEARCH("MULTISEARCH"),
    NAMESPACE("NAMESPACE"),
    /** RFC 5465. */
    NOTIFY("NOTIFY"),
    /** RFC 8474. */
    OBJECTID("OBJECTID"),
    /** RFC 9394. */
    PARTIAL("PARTIAL"),
    /** RFC 8970. */
    PREVIEW("PREVIEW"),
    /** RFC 7162 §3.2. */
    QRESYNC("QRESYNC", false, true),
    /** RFC 9208. */
    QUOTA("QUOTA"),
    QUOTA_MAILBOX("QUOTA=RES-MAILBOX"),
    QUOTA_MESSAGE("QUOTA=RES-MESSAGE"),
    QUOTA_STORAGE("QUOTA=RES-STORAGE"),
    QUOTASET("QUOTASET"),
    /** RFC 4314 §2.2: the rights that came after RFC 2086. */
    RIGHTS("RIGHTS=kxte"),
    /** RFC 8508. */
    REPLACE("REPLACE"),
    /** RFC 8514. */
    SAVEDATE("SAVEDATE"),
    /** RFC 9738; announced with the limit. */
    SAVELIMIT("SAVELIMIT="),
    /** RFC 6203. */
    SEARCH_FUZZY("SEARCH=FUZZY"),
    /** RFC 5182. */
    SEARCHRES("SEARCHRES"),
    /** RFC 5256. */
    SORT("SORT"),
    /** RFC 5957. */
    SORT_DISPLAY("SORT=DISPLAY"),
    SPECIAL_USE("SPECIAL-USE"),
    /** RFC 8438. */
    STATUS_SIZE("STATUS=SIZE"),
    /** RFC 5256. */
    THREAD_ORDEREDSUBJECT("THREAD=ORDEREDSUBJECT"),
    /** RFC 5256. */
    THREAD_REFERENCES("THREAD=REFERENCES"),
    /** In use, but in no RFC. */
    THREAD_REFS("THREAD=REFS"),
    /** RFC 10022. */
    UIDBATCHES("UIDBATCHES"),
    /** RFC 9586. */
    UIDONLY("UIDONLY", false, true),
    UIDPLUS("UIDPLUS"),
    /** RFC 8437. */
    UNAUTHENTICATE("UNAUTHENTICATE"),
    UNSELECT("UNSELECT"),
    /** RFC 5550. */
    URL_PARTIAL("URL-PARTIAL"),
    /** RFC 4467. */
    URLAUTH("URLAUTH"),
    /** RFC 5524. */
    URLAUTH_BINARY("URLAUTH=BINARY"),
    /** RFC 6855, RFC 9755. UTF8=ONLY is never announced: nearly every program would be locked out. */
    UTF8_ACCEPT("UTF8=ACCEPT", false, true),
    /** RFC 5032. */
    WITHIN("WITHIN");

    private final String announced;
    private final boolean beforeSignIn;
    private final boolean switchable;

    Extension(String announced) {
        this(announced, false, false);
    }

    /**
     * @param beforeSignIn whether a client can use it before it has signed in
     * @param switchable whether it is off until the client says ENABLE. RFC 5161 §3.1
     */
    Extension(String announced, boolean beforeSignIn, boolean switchable) {
        this.announced = announced;
        this.beforeSignIn = beforeSignIn;
        this.switchable = switchable;
    }

    String announced() {
        return announced;
    }

    /** As it stands in the list of capabilities: some say how much. */
    String announced(ImapLimits limits) {
        return switch (this) {
            case APPENDLIMIT -> announced + limits.messageBytes();
            case MESSAGELIMIT -> announced + limits.messages();
            case SAVELIMIT -> announced + limits.messagesSaved();
            default -> announced;
        };
    }

    boolean beforeSignIn() {
        return beforeSignIn;
    }

    /** Whether one of the names means this, whole or without what stands behind its {@code =}. */
    boolean isAmong(Set<String> names) {
        if (names.isEmpty()) return false;
        // The letters and the rights in LIST mean nothing without the list of rights.
        if ((this == RIGHTS || this == LIST_MYRIGHTS) && ACL.isAmong(names)) return true;
        String whole = announced.toUpperCase(Locale.ROOT);
        int equals = whole.indexOf('=');
        return names.contains(whole) || (equals > 0 && names.contains(whole.substring(0, equals)));
    }

    /** What ENABLE may be told, in any case. */
    static Optional<Extension> switchable(String name) {
        for (Extension each : values()) {
            if (each.switchable && each.announced.toUpperCase(Locale.ROOT).equals(name)) return Optional.of(each);
        }
        return Optional.empty();
    }
}
