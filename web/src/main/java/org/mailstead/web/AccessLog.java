package org.mailstead.web;

import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each request. Queries, cookies and other headers may hold secrets and are left out. */
final class AccessLog implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    /** Characters of a path that are shown; ours are shorter. */
    private static final int SHOWN = 200;

    @Override
    public void log(Request request, Response response) {
        String uri = request.getHttpURI().getPath();
        LOG.info(
                "{} {} {}{} -> {}, {} bytes to {}, {} ms",
                request.getConnectionMetaData().getConnector().getName(),
                visible(request.getMethod()),
                visible(Request.getServerName(request)),
                visible(uri),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                Request.getRemoteAddr(request),
                NanoTime.millisSince(request.getBeginNanoTime()));
    }

    /** Without what would make a second line of one, or move the cursor of a terminal. */
    static String visible(@org.jspecify.annotations.Nullable String text) {
        if (text == null) return "-";
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        var out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                out.append("%%%02x".formatted((int) c).toLowerCase(Locale.ROOT));
            else out.append(c);
        }
        return out.toString();
    }
}
