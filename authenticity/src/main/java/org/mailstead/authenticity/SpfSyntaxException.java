package org.mailstead.authenticity;

/** A record, or a part of it, is not in the form of RFC 7208 §12. */
final class SpfSyntaxException extends Exception {
    private final String problem;

    SpfSyntaxException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What is wrong, naming the part. */
    String problem() {
        return problem;
    }
}
