package org.mailstead.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer.Protocol;

/** What Thunderbird for Android gets to read; pictures are read by another program's code than the one that drew them. */
class AccountCodeTest {
    private static final String CODE =
            "[1,[1,1],[0,\"mail.example.org\",993,3,1,\"ann@example.org\"],[[[0,\"mail.example.org\",465,3,1,"
                    + "\"ann@example.org\"],[\"ann@example.org\",\"Ann\"]]]]";

    private static String code(AccountSettings account, Protocol reading) {
        return new AccountCode(account, reading, true).text().orElse("none");
    }

    @Test
    void theCodeIsWhatTheProgramReads() {
        assertThat(code(Accounts.own(), Protocol.IMAP)).isEqualTo(CODE);
        assertThat(code(Accounts.startTls(""), Protocol.POP3))
                .isEqualTo(
                        "[1,[1,1],[1,\"mail.example.org\",110,2,1,\"ann@example.org\"],[[[0,\"mail.example.org\",587,2,1,"
                                + "\"ann@example.org\"],[\"ann@example.org\",\"ann\"]]]]");
        assertThat(code(Accounts.startTls(""), Protocol.IMAP)).isEqualTo("none");
    }

    private static String seen(BufferedImage image) throws Exception {
        int[] dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), dots);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    @Test
    void aCameraReadsThePicture() throws Exception {
        for (String text : List.of(
                CODE, code(Accounts.own("ann@example.org", "Jürgen \"Ж\" 😀"), Protocol.POP3), "x".repeat(2000)))
            assertThat(seen(ImageIO.read(new ByteArrayInputStream(new QrPicture(text).png()))))
                    .isEqualTo(text);
    }

    @Test
    void aCameraReadsTheTerminal() throws Exception {
        var rows = new ArrayList<String>();
        new QrPicture(CODE).terminal().lines().forEach(line -> rows.add(line.replaceAll("\u001b\\[[0-9;]*m", "")));
        int dots = 4;
        int width = rows.getFirst().length();
        var image = new BufferedImage(width * dots, rows.size() * 2 * dots, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) {
                char c = rows.get(y / dots / 2).charAt(x / dots);
                boolean dark = c == '█' || c == (y / dots % 2 == 0 ? '▀' : '▄');
                image.setRGB(x, y, dark ? 0 : 0xffffff);
            }
        assertThat(seen(image)).isEqualTo(CODE);
    }

    @Test
    void theDrawingHasTheSameModules() throws Exception {
        var document = AppleProfileTest.xml(new QrPicture(CODE).svg());
        var root = document.getDocumentElement();
        int size = Integer.parseInt(root.getAttribute("viewBox").split(" ")[2]);
        int dots = 4;
        var image = new BufferedImage(size * dots, size * dots, BufferedImage.TYPE_INT_RGB);
        var picture = image.createGraphics();
        picture.setColor(java.awt.Color.WHITE);
        picture.fillRect(0, 0, image.getWidth(), image.getHeight());
        picture.setColor(java.awt.Color.BLACK);
        var path = (org.w3c.dom.Element) document.getElementsByTagName("path").item(0);
        for (String module : path.getAttribute("d").split("h1v1h-1z")) {
            String[] place = module.substring(1).split(" ");
            picture.fillRect(Integer.parseInt(place[0]) * dots, Integer.parseInt(place[1]) * dots, dots, dots);
        }
        assertThat(seen(image)).isEqualTo(CODE);
    }
}
