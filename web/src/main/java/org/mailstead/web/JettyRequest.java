package org.mailstead.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request as Jetty has it. */
record JettyRequest(Request request, int bodyBytes) implements WebRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String host() {
        return host(request);
    }

    static String host(Request request) {
        String name = request.getHttpURI().getHost();
        if (name == null) return "";
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    @Override
    public String path() {
        return path(request);
    }

    static String path(Request request) {
        String path = request.getHttpURI().getCanonicalPath();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public InetAddress remote() {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    @Override
    public byte[] body() throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(bodyBytes + 1);
            if (body.length > bodyBytes) throw new WebRefusal(WebResponse.sentence(413, "That is too large."));
            return body;
        }
    }
}
