/**
 * POP3: RFC 1939 with CAPA and response codes (RFC 2449), STLS (RFC 2595), AUTH and SYS codes (RFC 3206), UTF8 and LANG (RFC
 * 6856).
 *
 * <p>A session sees the mail as it was at sign-in ({@link org.mailstead.pop3.Maildrop}). It takes no lock: others may
 * read and delete meanwhile, and a program that hung up without a word keeps nobody out. What it marks as deleted goes
 * at QUIT and at no other time, unless the holder of the account wants it to stay. Neighbours: {@code directory} says who
 * signs in and what was chosen, {@code mailbox} has the mail, {@code wire} the connection.
 *
 * <p>The way of a command: {@link org.mailstead.pop3.Pop3Session} reads a line, {@link
 * org.mailstead.pop3.CommandReader} makes a command of it, the command's own file does the rest.
 */
@NullMarked
package org.mailstead.pop3;

import org.jspecify.annotations.NullMarked;
