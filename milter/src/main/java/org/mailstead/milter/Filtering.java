package org.mailstead.milter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.mailstead.milter.MilterAnswer.Refuse;

/** What a filter is told of one client, step by step, and says. Each step refuses, or returns nothing to go on. */
public interface Filtering extends AutoCloseable {
    /** @param name that the client's address has in the DNS; the address in brackets if none */
    Optional<Refuse> connect(InetSocketAddress client, String name, Macros macros) throws IOException;

    Optional<Refuse> hello(String name, Macros macros) throws IOException;

    /** @param sender without angle brackets; empty for the null reverse path */
    Optional<Refuse> mail(String sender, Macros macros) throws IOException;

    /** Refused alone: others may follow. */
    Optional<Refuse> recipient(String recipient, Macros macros) throws IOException;

    MilterAnswer message(MilterMail mail, Macros macros) throws IOException;

    @Override
    void close();
}
