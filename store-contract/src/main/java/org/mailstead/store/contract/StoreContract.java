package org.mailstead.store.contract;

/**
 * What every engine must do. A test class of an engine implements this and inherits the tests; it gives each test a
 * fresh, empty store and closes it afterwards.
 */
public interface StoreContract extends RowsContract, WriterContract, BlobContract {}
