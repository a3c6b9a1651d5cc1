package dev.engram.app.cli;

import dev.engram.app.run.PluginRoots;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that loads plugins. */
final class SuiteOptions {
  @Option(names = "--plugins", paramLabel = "PATH", description = "A folder with plugins (jars, zips, source files), or one of them; may be repeated.")
  private List<Path> plugins = new ArrayList<>();

  /** Loads the distribution's plugins and these. */
  Plugins load() {
    String home = System.getProperty("engram.home");
    try {
      return PluginRoots.load(home == null ? null : Path.of(home), plugins);
    } catch (PluginException e) {
      throw Refused.because(e.problems().stream().map(PluginProblem::toString).toList());
    }
  }
}
