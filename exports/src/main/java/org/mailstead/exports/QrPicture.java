package org.mailstead.exports;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A text as a QR code, with the white border that cameras need around it. */
public final class QrPicture {
    /** Modules of white on each side. ISO/IEC 18004 wants four. */
    private static final int BORDER = 4;

    /** Dots of a module: seen from a hand's breadth on every screen. */
    private static final int DOTS = 8;

    /** Black on white, whatever the terminal's own colours are; cameras do not read the reverse. */
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String USUAL = "\u001b[0m";
    private static final int WHITE = 0xffffff;

    private final QrCode code;
    private final int size;

    /** @throws IllegalArgumentException if the text is too long for any QR code: some two thousand bytes */
    public QrPicture(String text) {
        try {
            code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        } catch (io.nayuki.qrcodegen.DataTooLongException e) {
            throw new IllegalArgumentException("too long for a QR code: " + text.length() + " characters", e);
        }
        size = code.size + 2 * BORDER;
    }

    private boolean isDark(int x, int y) {
        return code.getModule(x - BORDER, y - BORDER);
    }

    /** Two modules to a character, one above the other, since characters are about twice as high as wide. */
    public String terminal() {
        var text = new StringBuilder();
        for (int y = 0; y < size; y += 2) {
            text.append(BLACK_ON_WHITE);
            for (int x = 0; x < size; x++) {
                boolean upper = isDark(x, y);
                boolean lower = isDark(x, y + 1);
                text.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            text.append(USUAL).append('\n');
        }
        return text.toString();
    }

    public byte[] png() {
        var image = new BufferedImage(size * DOTS, size * DOTS, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) image.setRGB(x, y, isDark(x / DOTS, y / DOTS) ? 0 : WHITE);
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written but memory", e);
        }
        return out.toByteArray();
    }

    /** As a file. */
    public String svg() {
        var path = new StringBuilder();
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
                if (isDark(x, y))
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        String whole = Integer.toString(size);
        return new XmlText()
                .open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + whole + " " + whole)
                .empty("rect", "width", whole, "height", whole, "fill", "#fff")
                .empty("path", "d", path.toString(), "shape-rendering", "crispEdges")
                .close("svg")
                .toString();
    }

    /** To stand within a page. */
    public String svgInPage() {
        String file = svg();
        return file.substring(file.indexOf("<svg"));
    }
}
