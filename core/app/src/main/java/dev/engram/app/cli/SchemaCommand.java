package dev.engram.app.cli;

import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.console.Console;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.suite.SuiteSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "schema",
        description = "Prints a JSON Schema of suites, plugins included: editors complete and check YAML with it.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PluginOptions plugins;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            console.out().println(PrettyJson.of(SuiteSchema.of(loaded.catalog())));
            return ExitCode.OK;
        }
    }
}
