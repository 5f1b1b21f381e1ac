package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** REFERENCES as RFC 5256 §3 tells it, step by step, simple and slow. */
final class ThreadModel {
    /** @param subject base subject */
    record Mail(int uid, long date, @Nullable String id, List<String> references, String subject, boolean reply) {}

    private static final class Node {
        @Nullable
        Mail mail;

        @Nullable
        Node parent;

        final List<Node> children = new ArrayList<>();

        boolean isBelow(Node other) {
            for (Node at = this; at != null; at = at.parent) if (at == other) return true;
            return false;
        }

        void moveTo(@Nullable Node to) {
            if (parent != null) parent.children.remove(this);
            parent = to;
            if (to != null) to.children.add(this);
        }

        Mail first() {
            return mail != null ? mail : children.getFirst().first();
        }

        void sort() {
            children.forEach(Node::sort);
            children.sort(BY_DATE);
        }

        String text() {
            String own = mail == null ? "" : String.valueOf(mail.uid());
            if (children.isEmpty()) return own;
            if (children.size() == 1 && mail != null)
                return own + " " + children.getFirst().text();
            var text = new StringBuilder(own.isEmpty() ? "" : own + " ");
            for (Node child : children) text.append('(').append(child.text()).append(')');
            return text.toString();
        }
    }

    private static final Comparator<Node> BY_DATE = Comparator.comparing(
            Node::first, Comparator.comparingLong(Mail::date).thenComparingInt(Mail::uid));

    private ThreadModel() {}

    static String references(List<Mail> mails) {
        Node root = new Node();
        tree(mails, root);
        root.sort();
        subjects(root);
        root.sort();
        return text(root);
    }

    private static String text(Node root) {
        var text = new StringBuilder();
        for (Node thread : root.children) text.append('(').append(thread.text()).append(')');
        return text.toString();
    }

    private static void tree(List<Mail> mails, Node root) {
        Map<String, Node> byId = new LinkedHashMap<>();
        List<Node> all = new ArrayList<>();
        for (Mail mail : mails) {
            Node node = new Node();
            node.mail = mail;
            all.add(node);
            if (mail.id() != null) byId.putIfAbsent(mail.id(), node);
        }
        for (Node node : List.copyOf(all)) {
            Node above = null;
            for (String id : node.first().references()) {
                Node named = byId.get(id);
                if (named == null) {
                    named = new Node();
                    byId.put(id, named);
                    all.add(named);
                }
                if (above != null && named.parent == null && !above.isBelow(named)) named.moveTo(above);
                above = named;
            }
            node.moveTo(null);
            if (above != null && !above.isBelow(node)) node.moveTo(above);
        }
        for (Node node : all) if (node.parent == null) node.moveTo(root);
        for (Node thread : List.copyOf(root.children)) prune(thread, root);
    }

    private static void prune(Node node, Node root) {
        for (Node child : List.copyOf(node.children)) prune(child, root);
        if (node.mail != null) return;
        boolean promotes = node.parent != root || node.children.size() <= 1;
        if (!promotes) return;
        Node to = node.parent;
        for (Node child : List.copyOf(node.children)) child.moveTo(to);
        node.moveTo(null);
    }

    private static void subjects(Node root) {
        Map<String, Node> table = new HashMap<>();
        for (Node node : root.children) {
            Mail first = node.first();
            if (first.subject().isEmpty()) continue;
            Node there = table.get(first.subject());
            boolean replaces = there == null
                    || (there.mail != null && (node.mail == null || (there.mail.reply() && !node.mail.reply())));
            if (replaces) table.put(first.subject(), node);
        }
        for (Node node : List.copyOf(root.children)) {
            if (node.parent != root) continue;
            Node there = table.get(node.first().subject());
            if (there == null || there == node) continue;
            if (there.mail == null && node.mail == null) {
                for (Node child : List.copyOf(node.children)) child.moveTo(there);
                node.moveTo(null);
            } else if (there.mail == null || (node.first().reply() && !there.mail.reply())) {
                node.moveTo(there);
            } else {
                Node over = new Node();
                over.moveTo(root);
                String subject = node.first().subject();
                node.moveTo(over);
                there.moveTo(over);
                table.put(subject, over);
            }
        }
    }
}
