package org.mailstead.outbound;

/**
 * @param message id of the message
 * @param number which of its deliveries, from 0
 */
public record DeliveryKey(String message, int number) implements Comparable<DeliveryKey> {
    @Override
    public int compareTo(DeliveryKey other) {
        int byMessage = message.compareTo(other.message);
        return byMessage != 0 ? byMessage : Integer.compare(number, other.number);
    }
}
