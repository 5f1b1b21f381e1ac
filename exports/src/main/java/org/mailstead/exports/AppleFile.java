package org.mailstead.exports;

/** A profile for Apple's devices. They know no other secret in one than a password. */
final class AppleFile implements Format {
    @Override
    public void write(Draft draft) {
        String text =
                new AppleProfile(draft.account(), draft.reading(), true).text().orElseThrow();
        draft.file(draft.slug() + ".mobileconfig", AppleProfile.TYPE, text);
        draft.steps();
    }
}
