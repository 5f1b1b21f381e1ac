package org.mailstead.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * Messages that look like mail: a header, then text of about {@code size} bytes; every fourth is a multipart with an
 * attachment that does not compress. The same seed gives the same messages.
 */
record MailSource(int size, int seed) {
    private static final String[] WORDS = {
        "meeting",
        "invoice",
        "the",
        "quarter",
        "attached",
        "please",
        "review",
        "before",
        "garden",
        "tomorrow",
        "we",
        "train",
        "letter",
        "number",
        "and",
        "window",
        "again",
        "river",
        "thank",
        "you",
        "question",
        "draft",
        "short"
    };
    private static final int LINE = 72;
    private static final int ATTACHMENT_EVERY = 4;
    private static final int CONVERSATION = 5;

    byte[] message(int number, String to) {
        Random random = new Random(31L * seed + number);
        StringBuilder mail = new StringBuilder(size + 600);
        mail.append("Date: Thu, 1 Jan 2026 12:%02d:%02d +0000\r\n".formatted(number / 60 % 60, number % 60));
        mail.append("From: Load Writer <writer%d@elsewhere.test>\r\n".formatted(number % 97));
        mail.append("To: <").append(to).append(">\r\n");
        mail.append("Subject: ")
                .append(words(random, 5))
                .append(" no. ")
                .append(number)
                .append("\r\n");
        mail.append("Message-ID: <%d.%d@elsewhere.test>\r\n".formatted(seed, number));
        conversation(mail, number);
        mail.append("X-Load: ").append(number % 2 == 0 ? "even" : "odd").append("\r\n");
        mail.append("MIME-Version: 1.0\r\n");
        if (number % ATTACHMENT_EVERY == 0) multipart(mail, random);
        else {
            mail.append("Content-Type: text/plain; charset=utf-8\r\n\r\n");
            text(mail, random, size);
        }
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Conversations of five letters, each an answer to the one before it. */
    private void conversation(StringBuilder mail, int number) {
        int place = number % CONVERSATION;
        if (place == 0) return;
        mail.append("In-Reply-To: <%d.%d@elsewhere.test>\r\n".formatted(seed, number - 1));
        mail.append("References:");
        for (int i = number - place; i < number; i++) mail.append(" <%d.%d@elsewhere.test>".formatted(seed, i));
        mail.append("\r\n");
    }

    private void multipart(StringBuilder mail, Random random) {
        mail.append("Content-Type: multipart/mixed; boundary=\"=_load\"\r\n\r\n--=_load\r\n");
        mail.append("Content-Type: text/plain; charset=utf-8\r\n\r\n");
        text(mail, random, size / 4);
        mail.append("\r\n--=_load\r\nContent-Type: application/octet-stream; name=\"data.bin\"\r\n");
        mail.append("Content-Transfer-Encoding: base64\r\n\r\n");
        byte[] data = new byte[size / 2];
        random.nextBytes(data);
        mail.append(Base64.getMimeEncoder().encodeToString(data)).append("\r\n--=_load--\r\n");
    }

    private static void text(StringBuilder mail, Random random, int bytes) {
        int end = mail.length() + bytes;
        while (mail.length() < end) {
            int lineEnd = mail.length() + LINE;
            while (mail.length() < lineEnd)
                mail.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            mail.append("\r\n");
        }
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = 1; i < count; i++) words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        return words.toString();
    }
}
