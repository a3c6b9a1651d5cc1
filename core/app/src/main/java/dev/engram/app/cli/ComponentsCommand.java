package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.WorkbenchModule;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.train.Locality;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "components", description = "Lists the components that suites can name, or explains one.", mixinStandardHelpOptions = true)
final class ComponentsCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "WHICH", arity = "0..1", description = "A kind such as optimizer, or one component such as optimizer/adam.")
  private String which = "";

  @Mixin private SuiteOptions plugins;

  ComponentsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Plugins loaded = plugins.load()) {
      Catalog catalog = loaded.catalog();
      ComponentText text = new ComponentText(console.width());
      if (which.isEmpty()) {
        for (Kind k : Kind.values()) {
          console.out().print(text.list(k, catalog.of(k)));
        }
        return ExitCode.OK;
      }
      if (!which.contains("/")) {
        Kind kind = Which.kind(which, catalog);
        console.out().print(text.list(kind, catalog.of(kind)));
        return ExitCode.OK;
      }
      Entry entry = Which.component(which, catalog);
      Optional<Locality> seen = entry.kind() == Kind.LEARNING_RULE
          ? WorkbenchModule.workbench(loaded).locality(entry.name()) : Optional.empty();
      console.out().print(text.explain(entry, seen));
      return ExitCode.OK;
    }
  }
}
