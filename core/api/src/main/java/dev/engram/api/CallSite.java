package dev.engram.api;

import dev.engram.engine.yaml.Location;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The line of the program that calls the library. */
final class CallSite {
    /** The classes that a program calls, and this one. */
    private static final Set<String> OWN = Stream.of("CallSite", "Engram", "SuiteSpec")
            .map(name -> CallSite.class.getPackageName() + "." + name)
            .collect(Collectors.toUnmodifiableSet());

    private CallSite() {}

    /** Returns the file and the line; the class alone if it was compiled without them. */
    static Location location() {
        StackWalker.StackFrame frame = StackWalker.getInstance()
                .walk(frames ->
                        frames.filter(f -> !OWN.contains(f.getClassName())).findFirst())
                .orElseThrow();
        return frame.getFileName() == null || frame.getLineNumber() < 1
                ? new Location(frame.getClassName(), 0, 0)
                : new Location(frame.getFileName(), frame.getLineNumber(), 0);
    }
}
