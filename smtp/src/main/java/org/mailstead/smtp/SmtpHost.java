package org.mailstead.smtp;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.TlsServer;

/**
 * What all sessions of this server have in common.
 *
 * @param hostName as it greets and signs {@code Received} fields with
 * @param tls for STARTTLS; null offers none
 * @param spoolFolder for messages under way that are too large for memory
 */
public record SmtpHost(
        String hostName, @Nullable TlsServer tls, Path spoolFolder, SmtpLimits limits, Clock clock, SmtpTrust trust) {}
