package org.mailstead.authenticity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * A report as it comes by mail: plain, as gzip, or in a ZIP file. What it unpacks to is counted while it is read, so that a small
 * file which would become a large one costs no more than the limit. RFC 9990 §3.5.2.
 */
final class ReportFile {
    private ReportFile() {}

    /** The XML; fails with {@link TooLargeException} when more comes out than a report may have. */
    static InputStream open(InputStream file) throws IOException, MalformedReportException {
        var in = new BufferedInputStream(file);
        in.mark(4);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first == 0x1f && second == 0x8b) return new Limited(new GZIPInputStream(in));
        return new Limited(first == 'P' && second == 'K' ? zipped(in) : in);
    }

    private static InputStream zipped(InputStream in) throws IOException, MalformedReportException {
        var zip = new ZipInputStream(in);
        for (int entries = 0; entries < AuthenticityLimits.REPORT_FILES; entries++) {
            var entry = zip.getNextEntry();
            if (entry == null) break;
            // Going on to the next entry means unpacking this one, which may be a bomb.
            if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".xml")) return zip;
            new Limited(zip).transferTo(OutputStream.nullOutputStream());
        }
        throw new MalformedReportException("there is no XML file in the archive");
    }

    /** More came out of a file than a report may have. */
    static final class TooLargeException extends IOException {
        TooLargeException() {
            super("the report has more than " + AuthenticityLimits.REPORT_BYTES + " bytes");
        }
    }

    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left = AuthenticityLimits.REPORT_BYTES;

        Limited(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            if (c >= 0) count(1);
            return c;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = in.read(into, from, length);
            if (count > 0) count(count);
            return count;
        }

        private void count(int bytes) throws TooLargeException {
            left -= bytes;
            if (left < 0) throw new TooLargeException();
        }
    }
}
