package org.mailstead.backing;

import java.util.Optional;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Secrets;
import org.mailstead.gateway.VaultException;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.StoreFault;

/**
 * How an account of this server reaches its mailbox at a provider.
 *
 * @param account the mailbox with its servers
 * @param secrets what a person's sign-in has left; empty where an app registration of the configuration opens it
 */
public record Backing(GatewayAccount account, Optional<Secrets> secrets) {
    /** An account has a few hundred bytes, tokens some thousand: a row of the store has 64 KiB at most. */
    static final int MOST_BYTES = 48 * 1024;

    private static final int FORM = 1;

    /** Whether an app registration opens it. */
    public boolean byApp() {
        return secrets.isEmpty();
    }

    /** With all that is secret in the open: for another process of this machine, not for a disk. */
    public byte[] write() {
        var out = new RowWriter().varint(FORM).bytes(account.write()).bool(secrets.isPresent());
        secrets.ifPresent(each -> out.bytes(each.write()));
        return out.toBytes();
    }

    /** @throws VaultException if it is nothing that {@link #write} has written */
    public static Backing read(byte[] written) throws VaultException {
        try {
            var in = new RowReader(written);
            if (in.varint() != FORM) throw new IllegalArgumentException("another form");
            GatewayAccount account = GatewayAccount.read(in.bytes()).orElseThrow(IllegalArgumentException::new);
            return new Backing(account, in.bool() ? Optional.of(Secrets.read(in.bytes())) : Optional.empty());
        } catch (StoreFault | IllegalArgumentException e) {
            throw new VaultException("what is kept of it is damaged, or of a newer Mailstead");
        }
    }

    /**
     * As it lies in the store.
     *
     * @param written the account as it is written
     * @param sealed the secrets; empty where there are none
     */
    record Row(GatewayAccount account, byte[] written, Optional<byte[]> sealed) {
        static byte[] write(byte[] written, Optional<byte[]> sealed) {
            var out = new RowWriter().varint(FORM).bytes(written).bool(sealed.isPresent());
            sealed.ifPresent(out::bytes);
            return out.toBytes();
        }

        static Row read(byte[] row) throws VaultException {
            try {
                var in = new RowReader(row);
                if (in.varint() != FORM) throw new IllegalArgumentException("another form");
                byte[] written = in.bytes();
                GatewayAccount account = GatewayAccount.read(written).orElseThrow(IllegalArgumentException::new);
                return new Row(account, written, in.bool() ? Optional.of(in.bytes()) : Optional.empty());
            } catch (StoreFault | IllegalArgumentException e) {
                throw new VaultException("what is kept of it is damaged, or of a newer Mailstead");
            }
        }
    }
}
