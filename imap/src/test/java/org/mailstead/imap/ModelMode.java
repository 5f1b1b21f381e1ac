package org.mailstead.imap;

/** What a client of the model test has enabled. */
enum ModelMode {
    REV1,
    REV2,
    CONDSTORE,
    QRESYNC,
    UIDONLY,
    UIDONLY_QRESYNC;

    boolean modSeqs() {
        return this == CONDSTORE || this == QRESYNC || this == UIDONLY_QRESYNC;
    }

    boolean uidOnly() {
        return this == UIDONLY || this == UIDONLY_QRESYNC;
    }

    boolean qresync() {
        return this == QRESYNC || this == UIDONLY_QRESYNC;
    }
}
