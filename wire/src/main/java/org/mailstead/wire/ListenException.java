package org.mailstead.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** A port cannot be opened. The message is a sentence for the person who starts the server: setting, port, remedy. */
public final class ListenException extends IOException {
    private ListenException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** @param setting the configuration key a person would change */
    public static ListenException because(IOException cause, String setting, InetSocketAddress bind) {
        String where = "port " + bind.getPort() + " on " + bind.getHostString();
        String said = String.valueOf(cause.getMessage());
        String low = said.toLowerCase(Locale.ROOT);
        String sentence;
        if (bind.isUnresolved() || low.contains("assign requested"))
            sentence = "The address " + bind.getHostString() + " in the setting " + setting
                    + " is none of this machine's. Give one it has, or 0.0.0.0 for all.";
        else if (low.contains("in use"))
            sentence = "Cannot open " + where + " (setting " + setting
                    + "): another program is using it. Stop that program (`ss -ltnp 'sport = :" + bind.getPort()
                    + "'` names it) or set " + setting + " to another port.";
        else if (low.contains("permission") || low.contains("not permitted"))
            sentence = "Cannot open " + where + " (setting " + setting
                    + "): this user may not use ports below 1024. Start it as a service that has CAP_NET_BIND_SERVICE,"
                    + " or set " + setting + " to a port from 1024 on.";
        else sentence = "Cannot open " + where + " (setting " + setting + "): " + said;
        return new ListenException(sentence, cause);
    }
}
