package org.mailstead.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request to its route. Without TLS most are sent on to where there is. */
final class Dispatcher extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int HTTPS = 443;

    private final Router router;
    private final OpenConnections connections;
    private final IntSupplier httpsPort;

    /** @param httpsPort the port for HTTPS; 0 if there is none */
    Dispatcher(Router router, OpenConnections connections, IntSupplier httpsPort) {
        this.router = router;
        this.connections = connections;
        this.httpsPort = httpsPort;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SocketChannel channel = OpenConnections.channel(
                request.getConnectionMetaData().getConnection().getEndPoint());
        connections.working(channel);
        Request.addCompletionListener(request, failure -> connections.waiting(channel));
        WebAnswer.write(answer(request), response, callback);
        return true;
    }

    private WebResponse answer(Request request) {
        try {
            Optional<Route> route = router.find(JettyRequest.host(request), JettyRequest.path(request));
            boolean tls = request.getConnectionMetaData().getConnector() instanceof LimitedConnector connector
                    && connector.port().tls();
            if (!tls && !route.map(Route::plainToo).orElse(false)) return elsewhere(request);
            if (route.isEmpty()) return WebResponse.notFound();
            var handler = route.get().handler(request.getMethod());
            return handler.answer(new JettyRequest(request, route.get().bodyBytes()));
        } catch (WebRefusal refusal) {
            return refusal.response();
        } catch (IOException e) {
            LOG.debug("web: a request broke off", e);
            return WebResponse.sentence(400, "The request did not come whole.");
        } catch (RuntimeException e) {
            LOG.error("web: {} ended by a fault of ours", AccessLog.visible(JettyRequest.path(request)), e);
            return WebResponse.sentence(500, "Something went wrong here. The log of the server says what.");
        }
    }

    /** What was sent with another method was sent in the open already: that must be seen, not smoothed over. */
    private WebResponse elsewhere(Request request) {
        int port = httpsPort.getAsInt();
        String host = JettyRequest.host(request);
        if (port == 0 || host.isEmpty()) return WebResponse.notFound();
        boolean reads =
                request.getMethod().equals(Route.GET) || request.getMethod().equals(Route.HEAD);
        if (!reads) return WebResponse.sentence(403, "This is served over HTTPS only.");
        return WebResponse.foundAt("https://" + host + (port == HTTPS ? "" : ":" + port)
                + request.getHttpURI().getPathQuery());
    }
}
