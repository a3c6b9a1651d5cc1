package dev.engram.app.run;

/** Which Engram this is. */
public final class Version {
    private Version() {}

    /** As the build wrote it into the jar; "development" outside one. */
    public static String engram() {
        String v = Version.class.getPackage().getImplementationVersion();
        return v == null ? "development" : v;
    }
}
