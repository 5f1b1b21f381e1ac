package org.mailstead.mailbox;

import org.mailstead.store.Partition;
import org.mailstead.store.PartitionStore.Watch;

/** What administrators tell everybody: the annotations of the server that are no single account's. RFC 5464 §3. */
public final class ServerAnnotations {
    static final Partition PARTITION = new Partition("server", "annotations");

    private final AccountPartition partition;
    private final Annotations annotations;

    ServerAnnotations(MailStore mail) {
        partition = mail.partition(PARTITION);
        annotations = new Annotations(partition);
    }

    /** Only those of everybody are kept here, so names begin with {@code /shared/}. */
    public Annotations annotations() {
        return annotations;
    }

    public Journal journal() {
        return new Journal(partition);
    }

    /** As {@link MailAccount#watch}. */
    public Watch watch(Runnable changed) {
        return partition.store().watch(PARTITION, _ -> changed.run());
    }
}
