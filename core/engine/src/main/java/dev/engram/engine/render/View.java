package dev.engram.engine.render;

/** A form in which a comparison is shown. */
public enum View {
    /** The table on the console. */
    TABLE("-"),
    CSV(""),
    JSON(""),
    LATEX("--"),
    /** The tables of the HTML page. */
    PAGE("–");

    private final String missing;

    View(String missing) {
        this.missing = missing;
    }

    /** The text for a value that does not exist. */
    public String missing() {
        return missing;
    }
}
