package dev.engram.app.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report tells its reader to type. */
final class Replaying {
  private Replaying() {}

  /** Makes a run again, with RUN in the place of its id. */
  static String command(SuiteOptions plugins, StoreOptions store) {
    return Stream.of(Stream.of("engram", "replay", "RUN"), plugins.words().stream(), store.words().stream()).flatMap(s -> s)
        .map(Replaying::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w./=:,@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
