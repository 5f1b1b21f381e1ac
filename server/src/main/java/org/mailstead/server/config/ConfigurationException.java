package org.mailstead.server.config;

/** The configuration cannot be used. The text says where and what to do, for the person who wrote the file. */
public final class ConfigurationException extends Exception {
    public ConfigurationException(String text) {
        super(text);
    }
}
