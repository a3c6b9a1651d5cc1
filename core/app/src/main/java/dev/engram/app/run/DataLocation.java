package dev.engram.app.run;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the data of a user are, as {@code data.NAME.directory=DIR} or {@code data.NAME.file=FILE}. */
public final class DataLocation {
    private static final Pattern FORM = Pattern.compile("data\\.([^.=]+)\\.(?:directory|file)=.*", Pattern.DOTALL);

    private DataLocation() {}

    /** Returns the name of the data set that an override of a suite locates; empty for any other override. */
    public static Optional<String> dataset(String override) {
        Matcher m = FORM.matcher(override);
        return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
    }
}
