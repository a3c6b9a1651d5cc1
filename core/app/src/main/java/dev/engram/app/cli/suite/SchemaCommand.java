package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.console.Console;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.suite.SuiteSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "schema",
        description = "Print a JSON Schema of suites, including plugins, so that editors can complete and check them.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PluginOptions plugins;

    public SchemaCommand(Console console) {
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
