package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.Finding;
import dev.engram.app.run.WorkbenchModule;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Plugins;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Holds components with their defaults to the contract of their kind.", mixinStandardHelpOptions = true,
    footer = {"", "Exit codes: 0 every promise is kept, 1 one is not, 2 the input is bad."})
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "WHICH", arity = "1..*", description = "Such as optimizer/adam.")
  private List<String> which;

  @Mixin private SuiteOptions plugins;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Plugins loaded = plugins.load()) {
      List<Entry> entries = which.stream().map(w -> Which.component(w, loaded.catalog())).toList();
      boolean failed = false;
      for (Entry e : entries) {
        failed |= !keeps(e, loaded);
      }
      return failed ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private boolean keeps(Entry entry, Plugins loaded) {
    console.out().println(entry.id() + "  version " + entry.version());
    Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);
    WorkbenchModule.workbench(loaded).verify(entry, f -> {
      counts.merge(f.kind(), 1, Integer::sum);
      console.out().println("  " + f.kind().name().toLowerCase(Locale.ROOT) + "  " + f.text());
    });
    int failed = counts.getOrDefault(Finding.Kind.FAIL, 0);
    console.out().println(entry.id() + ": " + (failed == 0 ? "keeps the contract" : "breaks the contract") + "; "
        + counts.getOrDefault(Finding.Kind.PASS, 0) + " passed, " + failed + " failed, "
        + counts.getOrDefault(Finding.Kind.SKIP, 0) + " skipped");
    return failed == 0;
  }
}
