package org.mailstead.mailbox;

/**
 * The difference of two views of a mailbox.
 *
 * @param expunged indexes in the older view of messages that are gone, ascending
 * @param changed indexes in the newer view of messages that are in both, with another change number, ascending
 * @param added how many messages at the end of the newer view are not in the older one
 */
public record ViewChanges(int[] expunged, int[] changed, int added) {
    static final ViewChanges NONE = new ViewChanges(new int[0], new int[0], 0);

    public boolean isEmpty() {
        return expunged.length == 0 && changed.length == 0 && added == 0;
    }
}
