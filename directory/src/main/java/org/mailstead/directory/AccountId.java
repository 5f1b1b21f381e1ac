package org.mailstead.directory;

/** Names one account for ever, whatever its address becomes. Lower-case letters, digits and dashes, at most 40. */
public record AccountId(String value) {
    public AccountId {
        if (!value.matches("[a-z0-9-]{1,40}")) throw new IllegalArgumentException("account id: " + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
