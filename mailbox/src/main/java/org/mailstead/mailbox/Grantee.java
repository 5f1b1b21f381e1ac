package org.mailstead.mailbox;

/**
 * Whom rights are given to: the holder of an account, or everybody.
 *
 * @param id an account's id, or {@code *} or {@code +}, which no account can have
 */
public record Grantee(String id) implements Comparable<Grantee> {
    public static final Grantee ANYONE = new Grantee("*");

    /** Whoever has signed in; nobody else can see a mailbox, so that it means the same as {@link #ANYONE}. */
    public static final Grantee AUTHENTICATED = new Grantee("+");

    public static Grantee account(String accountId) {
        return new Grantee(accountId);
    }

    public boolean isEverybody() {
        return equals(ANYONE) || equals(AUTHENTICATED);
    }

    /** Whether the holder of an account is meant. */
    boolean covers(String accountId) {
        return isEverybody() || id.equals(accountId);
    }

    @Override
    public int compareTo(Grantee other) {
        return id.compareTo(other.id);
    }
}
