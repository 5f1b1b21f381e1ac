package org.mailstead.exports;

/** Lines of a configuration file. */
final class Lines {
    private final StringBuilder text = new StringBuilder();

    Lines line(String... parts) {
        for (String each : parts) text.append(each);
        text.append('\n');
        return this;
    }

    /** @param words without anything of the account but its slug: a line that ends with a backslash goes on in some programs */
    Lines comment(String words) {
        return line("# ", words);
    }

    Lines blank() {
        return line();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
