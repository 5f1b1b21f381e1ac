package org.mailstead.doctor;

import java.io.IOException;

/**
 * A way in which an account fails.
 *
 * @param code of the case that it is, and no other; empty if all is in order
 * @param made changes a scene in which all is in order
 */
record Row(String code, String name, Making made) {
    interface Making {
        void in(Scene scene) throws IOException;
    }

    @Override
    public String toString() {
        return code + " " + name;
    }
}
