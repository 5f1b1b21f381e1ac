package org.mailstead.setup;

import org.mailstead.exports.MailProgram;

/** Drawings of devices and programs. They say nothing that is not in the words beside them, and are hidden from screen readers. */
final class Pictures {
    private static final String BEGIN =
            "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\" focusable=\"false\" fill=\"none\""
                    + " stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\">";
    private static final String END = "</svg>";

    private static final String PHONE = "<rect x=\"14\" y=\"4\" width=\"20\" height=\"40\" rx=\"4\"/>";
    private static final String SCREEN = "<rect x=\"6\" y=\"8\" width=\"36\" height=\"24\" rx=\"2\"/>";
    private static final String ENVELOPE =
            "<rect x=\"6\" y=\"12\" width=\"36\" height=\"25\" rx=\"3\"/><path d=\"M7 14l17 13 17-13\"/>";

    private Pictures() {}

    static String of(Device device) {
        return BEGIN
                + switch (device) {
                    case IPHONE -> PHONE + "<path d=\"M21 8h6\"/>";
                    case ANDROID -> PHONE + "<circle cx=\"24\" cy=\"9\" r=\"1\"/><path d=\"M20 40h8\"/>";
                    case WINDOWS -> SCREEN + "<path d=\"M24 8v24M6 20h36M18 40h12M24 32v8\"/>";
                    case MAC -> SCREEN + "<path d=\"M2 38h44l-3-6H5z\"/>";
                    case LINUX -> SCREEN + "<path d=\"M12 15l5 5-5 5M20 26h8M18 40h12M24 32v8\"/>";
                    case OTHER ->
                        "<path d=\"M14 18V6h20v12M14 34H8V18h32v16h-6\"/><rect x=\"14\" y=\"28\" width=\"20\" height=\"14\"/>"
                                + "<path d=\"M34 23h1\"/>";
                }
                + END;
    }

    static String of(MailProgram program) {
        return BEGIN
                + switch (program) {
                    case APPLE_PHONE, APPLE_MAC -> ENVELOPE + "<path d=\"M6 37l12-12M42 37L30 25\"/>";
                    case THUNDERBIRD, THUNDERBIRD_ANDROID ->
                        "<circle cx=\"24\" cy=\"24\" r=\"19\"/><path d=\"M11 18l13 10 13-10v15H11z\"/>";
                    case OUTLOOK_NEW, OUTLOOK_CLASSIC, OUTLOOK_MAC, OUTLOOK_PHONE ->
                        "<rect x=\"18\" y=\"10\" width=\"26\" height=\"28\" rx=\"2\"/><path d=\"M19 20l12 9 12-9\"/>"
                                + "<rect x=\"4\" y=\"14\" width=\"20\" height=\"20\" rx=\"2\"/><circle cx=\"14\" cy=\"24\" r=\"5\"/>";
                    case GMAIL_ANDROID -> "<path d=\"M7 38V13l17 14 17-14v25h-8V24l-9 7-9-7v14z\"/>";
                    case SAMSUNG -> "<path d=\"M6 20L24 8l18 12v20H6z\"/><path d=\"M6 20l18 12 18-12\"/>";
                    case EVOLUTION -> ENVELOPE + "<circle cx=\"36\" cy=\"36\" r=\"8\"/><path d=\"M36 31v5h4\"/>";
                    case ANY_PROGRAM -> ENVELOPE;
                    case SENDER, WORDPRESS -> "<path d=\"M4 24L44 6 32 42 22 28z\"/><path d=\"M22 28L44 6\"/>";
                }
                + END;
    }
}
