package org.mailstead.store.rocksdb;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Unpacks compressed pieces with what zstd needs for it, kept from one to the next: making that anew costs more than
 * unpacking a small message.
 */
final class Unpacker implements AutoCloseable {
    /** As many as ever unpacked at the same time, so no more than there are read threads, 160 KB each. */
    private final Queue<ZstdDecompressCtx> idle = new ConcurrentLinkedQueue<>();

    /** @throws com.github.luben.zstd.ZstdException if these are not {@code length} bytes compressed by zstd */
    byte[] unpack(byte[] compressed, int offset, int length) {
        ZstdDecompressCtx context = idle.poll();
        if (context == null) context = new ZstdDecompressCtx();
        try {
            return context.decompress(compressed, offset, compressed.length - offset, length);
        } finally {
            idle.add(context);
        }
    }

    /** No other method may be running. */
    @Override
    public void close() {
        for (ZstdDecompressCtx context = idle.poll(); context != null; context = idle.poll()) context.close();
    }
}
