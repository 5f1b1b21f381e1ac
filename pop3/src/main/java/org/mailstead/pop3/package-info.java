/**
 * POP3: RFC 1939 with CAPA and response codes (RFC 2449), STLS (RFC 2595), AUTH and SYS codes (RFC 3206).
 *
 * <p>A session sees the inbox as it was at sign-in ({@link org.mailstead.pop3.Maildrop}). It takes no lock: others may
 * read and delete meanwhile, and a program that hung up without a word keeps nobody out. What it marks as deleted goes
 * at QUIT and at no other time. Neighbours: {@code directory} says who signs in, {@code mailbox} has the mail,
 * {@code wire} the connection.
 *
 * <p>The way of a command: {@link org.mailstead.pop3.Pop3Session} reads a line, {@link
 * org.mailstead.pop3.CommandReader} makes a command of it, the command's own file does the rest.
 */
@NullMarked
package org.mailstead.pop3;

import org.jspecify.annotations.NullMarked;
