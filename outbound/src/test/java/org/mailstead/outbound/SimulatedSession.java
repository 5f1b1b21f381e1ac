package org.mailstead.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mailstead.outbound.SimulatedHosts.Whim;
import org.mailstead.outbound.SimulatedSts.Tls;

/** How one host behaves in one connection. */
final class SimulatedSession implements SimulatedPeer {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?i)Message-ID: <([^@>]+)@");
    private static final Pattern SUBJECT = Pattern.compile("Subject: (\\S+)");

    /** Where a fault can happen. */
    private enum Step {
        GREETING,
        HELLO,
        MAIL,
        RCPT,
        DATA,
        CONTENT,
        END
    }

    private final Whim whim;
    private final boolean extended;
    private final SimulatedHosts world;
    private final @Nullable Step fault;
    private final SimulatedSts.@Nullable Host host;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> recipients = new ArrayList<>();
    private final StringBuilder header = new StringBuilder();
    private boolean inMail;
    private boolean inContent;
    private boolean inHeader;
    private boolean breaksTls;
    private @Nullable SimulatedTls tls;
    private boolean closed;
    private boolean silent;
    private byte @Nullable [] endless;

    SimulatedSession(Whim whim, boolean extended, SimulatedHosts world) {
        this(whim, extended, world, null);
    }

    /**
     * Begins with a greeting.
     *
     * @param extended whether the host knows the newer things
     * @param host of a domain with a policy for TLS; null for any other
     */
    SimulatedSession(Whim whim, boolean extended, SimulatedHosts world, SimulatedSts.@Nullable Host host) {
        this.host = host;
        this.whim = whim;
        this.extended = extended;
        this.world = world;
        boolean faulty = whim.compareTo(Whim.HANGS) >= 0 && world.luck.nextInt(4) > 0;
        fault = faulty ? Step.values()[world.luck.nextInt(Step.values().length)] : null;
        if (whim == Whim.UNWANTED) {
            world.met(whim);
            say("554 5.7.1 not you");
            closed = true;
        } else if (!failsAt(Step.GREETING)) {
            say("220 mx.example ESMTP");
        }
    }

    @Override
    public byte[] take() {
        byte[] rest = endless;
        if (said.size() == 0 && rest != null) return rest;
        byte[] bytes = said.toByteArray();
        said.reset();
        return bytes;
    }

    @Override
    public boolean hasHungUp() {
        return closed;
    }

    @Override
    public void hear(byte[] bytes, int offset, int length) {
        SimulatedTls layer = tls;
        if (layer == null) {
            hearPlain(bytes, offset, length);
            return;
        }
        byte[] plain = layer.open(bytes, offset, length);
        said.writeBytes(layer.take());
        hearPlain(plain, 0, plain.length);
    }

    private void hearPlain(byte[] bytes, int offset, int length) {
        if (breaksTls) {
            say("this is no TLS");
            closed = true;
        }
        for (int i = offset; i < offset + length && !closed && !silent && endless == null; i++) {
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            line.reset();
            if (inContent) hearContent(text);
            else hearCommand(text);
        }
    }

    private void hearCommand(String text) {
        switch (text.split("[ :]", 2)[0]) {
            case "EHLO" -> hello();
            case "HELO" -> say("250 mx.example");
            case "STARTTLS" -> startTls();
            case "MAIL" -> {
                if (failsAt(Step.MAIL)) return;
                inMail = true;
                recipients.clear();
                say("250 2.1.0 fine");
            }
            case "RCPT" -> recipient(text.substring(text.indexOf('<') + 1, text.indexOf('>')));
            case "DATA" -> {
                if (failsAt(Step.DATA)) return;
                inContent = inMail && !recipients.isEmpty();
                inHeader = inContent;
                header.setLength(0);
                say(inContent ? "354 go on" : "554 5.5.1 nobody to send it to");
            }
            case "RSET" -> {
                inMail = false;
                say("250 2.0.0 forgotten");
            }
            case "QUIT" -> {
                say("221 2.0.0 bye");
                closed = true;
            }
            default -> say("500 5.5.2 what?");
        }
    }

    private void hello() {
        if (failsAt(Step.HELLO)) return;
        if (whim == Whim.KNOWS_HELO_ONLY) {
            world.met(whim);
            say("500 5.5.1 what?");
            return;
        }
        say("250-mx.example");
        if (tls == null && (whim == Whim.BREAKS_TLS || (host != null && host.tls() != Tls.NONE))) say("250-STARTTLS");
        if (extended) say("250-PIPELINING\r\n250-DSN\r\n250-SIZE 1000000");
        say("250 8BITMIME");
    }

    private void startTls() {
        SSLContext context = host == null ? null : world.sts.context(host.tls());
        if (context == null) {
            breakTls();
            return;
        }
        say("220 2.0.0 go on");
        tls = new SimulatedTls(context);
    }

    private void breakTls() {
        world.met(whim);
        switch (world.luck.nextInt(3)) {
            case 0 -> say("454 4.7.0 not now");
            case 1 -> {
                say("220 2.0.0 go on");
                closed = true;
            }
            default -> {
                say("220 2.0.0 go on");
                breaksTls = true;
            }
        }
    }

    private void recipient(String address) {
        if (failsAt(Step.RCPT)) return;
        String refusal = inMail ? refusal(address) : "503 5.5.1 MAIL first";
        if (refusal != null) {
            say(refusal);
            return;
        }
        recipients.add(address);
        say("250 2.1.5 fine");
    }

    private @Nullable String refusal(String address) {
        String refusal = switch (whim) {
            case GREYLISTS -> {
                Instant now = world.clock.instant();
                Instant first = world.greylisted.computeIfAbsent(address, _ -> now);
                yield now.isBefore(first.plus(Duration.ofMinutes(5))) ? "451 4.7.1 come back later" : null;
            }
            case REFUSES_SOME -> address.hashCode() % 2 == 0 ? null : "550 5.1.1 nobody of that name";
            case ONE_AT_A_TIME -> recipients.isEmpty() ? null : "452 4.5.3 one at a time";
            default -> null;
        };
        if (refusal != null) world.met(whim);
        return refusal;
    }

    private void hearContent(String text) {
        if (failsAt(Step.CONTENT)) return;
        if (text.equals(".")) {
            inContent = false;
            end();
        } else if (inHeader) {
            inHeader = !text.isEmpty();
            header.append(text).append('\n');
        }
    }

    private void end() {
        if (fault == Step.END && whim != Whim.GOES_DOWN) {
            doubt();
            if (world.luck.nextBoolean()) keep();
        }
        if (failsAt(Step.END)) return;
        if (whim == Whim.LOSES_ITS_REPLY && world.luck.nextInt(4) == 0) {
            world.met(whim);
            doubt();
            keep();
            closed = true;
        } else if (whim == Whim.OFTEN_FULL && world.luck.nextInt(3) > 0) {
            world.met(whim);
            say("452 4.2.2 full");
        } else {
            keep();
            say("250 2.0.0 thanks");
        }
        inMail = false;
    }

    private void doubt() {
        for (String each : recipients) world.arrivals.doubt(message(), each);
    }

    private void keep() {
        boolean waived = header.indexOf("TLS-Required: No\n") >= 0;
        if (host != null) world.sts.took(host, tls != null, waived);
        for (String each : recipients) world.arrivals.took(message(), each);
    }

    /** Reports have their ids as any mail program would see them; what we sent has it as its subject. */
    private String message() {
        Matcher id = MESSAGE_ID.matcher(header);
        if (id.find()) return id.group(1);
        Matcher subject = SUBJECT.matcher(header);
        if (!subject.find()) throw new IllegalStateException("content without a subject: " + header);
        return subject.group(1);
    }

    private boolean failsAt(Step step) {
        if (step != fault) return false;
        world.met(whim);
        switch (whim) {
            case CLOSES -> closed = true;
            case GARBAGE -> say("\u0001\u00ff what do you mean?");
            case TWO_CODES -> say("250-yes\r\n550 no");
            case REPLY_WITHOUT_END -> endless = "250-and more\r\n".getBytes(StandardCharsets.US_ASCII);
            case LINE_WITHOUT_END -> {
                // As long as nobody would want to read; then it gives up itself.
                said.writeBytes("x".repeat(128 * 1024).getBytes(StandardCharsets.US_ASCII));
                closed = true;
            }
            case GOES_DOWN -> {
                say("421 4.3.2 going down");
                closed = true;
            }
            default -> {}
        }
        // Whatever it was: from here on it does nothing more.
        silent = true;
        return true;
    }

    private void say(String text) {
        byte[] plain = (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        said.writeBytes(tls == null ? plain : tls.seal(plain));
    }
}
