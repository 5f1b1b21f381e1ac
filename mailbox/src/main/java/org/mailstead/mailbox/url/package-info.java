/**
 * IMAP URLs: {@link org.mailstead.mailbox.url.ImapUrl} reads one, {@link org.mailstead.mailbox.url.UrlContent} is what it
 * names, and {@link org.mailstead.mailbox.url.UrlAuthorization} makes and checks URLs that let others read a message (RFC
 * 4467): for URLFETCH, and for whoever sends mail by URL.
 */
@NullMarked
package org.mailstead.mailbox.url;

import org.jspecify.annotations.NullMarked;
