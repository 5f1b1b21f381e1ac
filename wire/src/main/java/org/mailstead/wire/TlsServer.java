package org.mailstead.wire;

import java.nio.file.Path;

/** Our certificate and the TLS rules; can be given a new certificate while in use. */
public final class TlsServer {
    /** @throws TlsSetupException in plain words if the files are missing, do not match or are in no known form */
    public static TlsServer fromPem(Path certificateChain, Path privateKey) {
        throw new UnsupportedOperationException(certificateChain + " " + privateKey);
    }

    /** Reads the files again; connections under way keep what they have. If it throws, the old certificate stays. */
    public void reload() {
        throw new UnsupportedOperationException();
    }
}
