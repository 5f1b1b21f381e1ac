/**
 * What this server tells other domains of the mail that claimed to be theirs, and what others tell of ours: counted, kept for a
 * while, and added up for people. Who carries the reports, and to whom, is decided elsewhere.
 */
@NullMarked
package org.mailstead.reports;

import org.jspecify.annotations.NullMarked;
