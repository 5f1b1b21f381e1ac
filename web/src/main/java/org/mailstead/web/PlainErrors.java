package org.mailstead.web;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What is said of requests that cannot be read, in place of Jetty's pages, which tell whoever asks what runs here. */
final class PlainErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        WebAnswer.write(WebResponse.sentence(code, words(code)), response, callback);
    }

    private static String words(int status) {
        return switch (status) {
            case 408 -> "The request took too long.";
            case 414, 431 -> "The request's header is too large.";
            case 413 -> "That is too large.";
            case 500 -> "Something went wrong here. The log of the server says what.";
            case 503 -> "The server is stopping. Try again in a moment.";
            default -> status < 500 ? "This request cannot be understood." : "This cannot be done.";
        };
    }
}
