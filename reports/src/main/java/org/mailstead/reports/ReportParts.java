package org.mailstead.reports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.message.MessageIndex;
import org.mailstead.message.Part;
import org.mailstead.message.TransferDecoding;

/** The parts of a mail in which a report may be. They come with all kinds of types and names, so what is no text is tried. */
final class ReportParts {
    private ReportParts() {}

    /** Reads one part. */
    interface Reader<T> {
        T read(InputStream file) throws IOException, NoReportException;
    }

    /** What the first part holds that can be read. */
    static <T> T first(MessageCheck.Source mail, Reader<T> reader) throws IOException, NoReportException {
        MessageIndex index;
        try (InputStream in = mail.open()) {
            index = MessageIndex.scan(in);
        }
        if (index.size() > ReportLimits.MAIL_BYTES) throw new NoReportException("the mail is too large");
        var candidates = new ArrayList<Part>();
        collect(index.root(), candidates);
        NoReportException why = new NoReportException("no file is attached");
        for (Part part : candidates) {
            try (InputStream file = open(mail, part)) {
                return reader.read(file);
            } catch (NoReportException e) {
                why = e;
            }
        }
        throw why;
    }

    private static void collect(Part part, List<Part> into) {
        if (into.size() == ReportLimits.PARTS) return;
        if (part.isMultipart()) {
            part.children().forEach(child -> collect(child, into));
            return;
        }
        boolean words = (part.type().equals("text/plain") || part.type().equals("text/html"))
                && part.fileName().isEmpty();
        if (!words && !part.isMessage()) into.add(part);
    }

    private static InputStream open(MessageCheck.Source mail, Part part) throws IOException {
        byte[] encoded;
        try (InputStream in = mail.open()) {
            in.skipNBytes(part.body().start());
            encoded = in.readNBytes((int) (part.body().end() - part.body().start()));
        }
        return TransferDecoding.open(new ByteArrayInputStream(encoded), part.encoding());
    }
}
