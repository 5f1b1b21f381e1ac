package org.mailstead.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.directory.MailAddress;
import org.mailstead.imap.ImapState.WithAccount;
import org.mailstead.mailbox.PartContent;
import org.mailstead.mailbox.url.UrlAuthorization;
import org.mailstead.mailbox.url.UrlAuthorization.Reader;
import org.mailstead.mailbox.url.UrlContent;
import org.mailstead.message.ImapStructure;
import org.mailstead.message.Part;

/**
 * URLFETCH: gives what authorized URLs name, to whomever they are for. RFC 4467 §7; decoded or with its structure: RFC 5524 §3;
 * pieces of it: RFC 5550 (URL-PARTIAL). What is not to be had is NIL, without a reason.
 */
record UrlFetch(List<Wish> wishes) implements ImapCommand.AfterSignIn {
    enum Item {
        BODY,
        BINARY,
        BODYPARTSTRUCTURE
    }

    /** @param items none in the plain form of RFC 4467 */
    record Wish(String url, Set<Item> items) {}

    static UrlFetch read(ImapReader in) throws IOException {
        var wishes = new ArrayList<Wish>();
        do {
            in.space();
            wishes.add(in.take('(') ? extended(in) : new Wish(in.astring(), Set.of()));
            if (wishes.size() > ImapLimits.URLS) throw in.wanted("no more than " + ImapLimits.URLS + " URLs");
        } while (!in.atEnd());
        return new UrlFetch(List.copyOf(wishes));
    }

    private static Wish extended(ImapReader in) throws IOException {
        String url = in.astring();
        Set<Item> items = EnumSet.noneOf(Item.class);
        while (in.nextInList()) {
            switch (in.peekWord()) {
                case "BODY" -> items.add(Item.BODY);
                case "BINARY" -> items.add(Item.BINARY);
                case "BODYPARTSTRUCTURE" -> items.add(Item.BODYPARTSTRUCTURE);
                default -> throw in.wanted("BODY, BINARY or BODYPARTSTRUCTURE");
            }
            in.word();
        }
        if (items.contains(Item.BODY) && items.contains(Item.BINARY)) throw in.wanted("one of BODY and BINARY");
        return new Wish(url, items);
    }

    static UrlAuthorization authorization(ImapSession session) {
        ImapServer server = session.server();
        return new UrlAuthorization(
                server.hostname(),
                user -> MailAddress.parse(user)
                        .flatMap(server.directory()::account)
                        .map(account -> server.mail().account(account.id().value())),
                server.clock());
    }

    @Override
    public ImapReply run(ImapSession session, WithAccount state) throws IOException {
        UrlAuthorization authorization = authorization(session);
        var reader = new Reader.User(state.mail());
        ImapWriter out = session.out();
        for (Wish wish : wishes) {
            Optional<UrlContent> content = authorization.open(wish.url(), reader);
            out.text("* URLFETCH ");
            name(wish.url(), out);
            if (content.isEmpty()) out.text(" NIL");
            else write(content.get(), wish.items(), out);
            out.line();
        }
        return ImapReply.ok("That is what there is.");
    }

    /** As the client wrote it, whatever that was. */
    private static void name(String url, ImapWriter out) throws IOException {
        if (url.chars().allMatch(c -> c >= ' ' && c <= '~')) out.quoted(url);
        else out.literal(url.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void write(UrlContent content, Set<Item> items, ImapWriter out) throws IOException {
        if (items.isEmpty()) {
            out.text(" ");
            body(content, out);
            return;
        }
        Optional<Part> part = part(content);
        boolean tellsSomething = part.isPresent() || items.size() > 1 || !items.contains(Item.BODYPARTSTRUCTURE);
        if (!tellsSomething) out.text(" NIL");
        for (Item item : items) {
            switch (item) {
                case BODY -> {
                    out.text(" (BODY ");
                    body(content, out);
                    out.text(")");
                }
                case BINARY -> {
                    out.text(" (BINARY ");
                    binary(content, out);
                    out.text(")");
                }
                case BODYPARTSTRUCTURE -> {
                    if (part.isEmpty()) continue;
                    out.text(" (BODYPARTSTRUCTURE ");
                    ImapStructure.body(part.get(), true, out);
                    out.text(")");
                }
            }
        }
    }

    private static void body(UrlContent content, ImapWriter out) throws IOException {
        try (InputStream bytes = content.open()) {
            out.literal(bytes, content.length());
        }
    }

    /** A header, or what is encoded in a way nobody knows, cannot be decoded. RFC 5524 §3. */
    private static void binary(UrlContent content, ImapWriter out) throws IOException {
        Optional<PartContent> part = content.decoded().filter(PartContent::canBeDecoded);
        if (part.isEmpty()) out.text("NIL");
        else FetchBinary.write(part.get(), content.partial(), out);
    }

    private static Optional<Part> part(UrlContent content) {
        if (!content.section().isPart()) return Optional.empty();
        int[] path = content.section().section().path().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return content.message().index().part(path);
    }
}
