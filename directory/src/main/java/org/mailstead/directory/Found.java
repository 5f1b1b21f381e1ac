package org.mailstead.directory;

import org.mailstead.directory.DirectoryRow.AccountRow;

/** An account and the row it had when it was looked up. */
record Found(Account account, AccountRow row) {}
