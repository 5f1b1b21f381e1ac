package org.mailstead.exports;

/** The QR code that Thunderbird for Android sets up an account by. */
final class ThunderbirdCode implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        String text =
                new AccountCode(draft.account(), draft.reading(), true).text().orElseThrow();
        try {
            draft.file(draft.slug() + ".png", "image/png", new QrPicture(text).png());
        } catch (IllegalArgumentException e) {
            throw draft.unfit("unfit.code");
        }
        draft.code(text);
        draft.steps();
    }
}
