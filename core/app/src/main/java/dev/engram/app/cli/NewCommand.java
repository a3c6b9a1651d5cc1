package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.FileTrouble;
import dev.engram.app.scaffold.Scaffold;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.spec.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "Writes a component to start from: one source file that works as it stands.",
    mixinStandardHelpOptions = true)
final class NewCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "KIND", description = "Such as optimizer, learning-rule or loss.")
  private String kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "As it is to be called in suites, such as my-optimizer.")
  private String name;

  @Option(names = "--project", description = "A Maven module with the contract test in place of one file.")
  private boolean project;

  @Option(names = "--to", paramLabel = "DIR", defaultValue = ".", description = "Where to write (default: here).")
  private Path to;

  NewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Scaffold scaffold = scaffold();
    Path target = project ? to.resolve(name) : to.resolve(scaffold.type() + ".java");
    if (Files.exists(target)) {
      throw Refused.because(target + " is there already; remove it, or choose another name or --to another folder");
    }
    Map<String, String> files = project ? scaffold.project() : Map.of(target.getFileName().toString(), scaffold.source());
    try {
      for (Map.Entry<String, String> e : files.entrySet()) {
        Path file = (project ? target : to).resolve(e.getKey());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, e.getValue(), StandardOpenOption.CREATE_NEW);
        console.out().println(file.normalize());
      }
    } catch (IOException e) {
      throw Refused.because(target + " cannot be written (" + FileTrouble.reason(e) + "); name another folder with --to");
    }
    Path plugin = project ? target.resolve("target/" + name + "-1.0.0.jar") : target;
    console.err().println((project ? "Build it with 'mvn package' (Engram's SPI has to be installed: 'mvn install' in its clone), then: "
        : "Next: ") + "engram verify " + kind + "/" + name + " --plugins " + plugin.normalize());
    return ExitCode.OK;
  }

  private Scaffold scaffold() {
    List<String> kinds = Scaffold.kinds();
    Kind k = Kind.labelled(kind).orElseThrow(() -> Refused.because("there is no kind '" + kind + "'"
        + Nearest.hint(kind, kinds) + " (" + String.join(", ", kinds) + ")"));
    try {
      return new Scaffold(k, name);
    } catch (IllegalArgumentException e) {
      throw Refused.because(e.getMessage());
    }
  }
}
