package org.mailstead.settings;

/** What stands in the field for the user name. */
public enum UserName {
    /** The whole address. */
    ADDRESS,
    /** What stands before the {@code @}. */
    LOCAL_PART;

    /** @param address with an {@code @} */
    public String of(String address) {
        return this == ADDRESS ? address : address.substring(0, address.lastIndexOf('@'));
    }
}
