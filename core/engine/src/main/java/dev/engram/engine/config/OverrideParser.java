package dev.engram.engine.config;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses overrides of the command line: {@code a.b=c}, in which c is YAML. */
public final class OverrideParser {
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private OverrideParser() {}

    /** Returns the override; empty if the text is not one, which is added to the problems. */
    public static Optional<ConfigOverride> parse(String set, Problems problems) {
        Location at = new Location("--set " + set.replaceAll("\\R", " "), 0, 0);
        int equals = set.indexOf('=');
        if (equals < 0 || !PATH.matcher(set.substring(0, equals)).matches()) {
            problems.add(at, "", "this is not a setting; write PATH=VALUE, such as training.epochs=5");
            return Optional.empty();
        }
        String path = set.substring(0, equals);
        return YamlReader.value(set.substring(equals + 1), at, problems).map(n -> new ConfigOverride(path, at, n));
    }
}
