package org.mailstead.gateway;

/** Who is told when an account needs its person. */
public interface Notices {
    /** Nobody. */
    Notices NONE = new Notices() {
        @Override
        public void look(Gateway.Status status) {}

        @Override
        public Trouble toProgram(String address, Trouble trouble) {
            return trouble;
        }
    };

    /** How an account is now; told every few seconds. */
    void look(Gateway.Status status);

    /** What a program hears that has shown the account's password and does not get to its provider. */
    Trouble toProgram(String address, Trouble trouble);
}
