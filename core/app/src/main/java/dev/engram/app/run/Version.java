package dev.engram.app.run;

/** The version of Engram. */
public final class Version {
    private Version() {}

    /** Returns the version that the build wrote into the jar; "development" outside a jar. */
    public static String engram() {
        String v = Version.class.getPackage().getImplementationVersion();
        return v == null ? "development" : v;
    }
}
