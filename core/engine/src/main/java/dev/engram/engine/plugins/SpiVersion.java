package dev.engram.engine.plugins;

/** The version of the SPI. */
public final class SpiVersion {
    /**
     * The current version, which must satisfy a plugin's Plugin-Requires. The first number increases when existing
     * plugins have to change, the second when plugins can use something new.
     */
    public static final String CURRENT = "1.0.0";

    private SpiVersion() {}
}
