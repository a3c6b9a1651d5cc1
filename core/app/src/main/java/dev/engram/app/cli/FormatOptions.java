package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.render.TableView;
import picocli.CommandLine.Option;

/** The option that selects how a comparison is printed. */
final class FormatOptions {
    enum OutputFormat {
        TABLE,
        CSV,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Output format: table, csv or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    void print(SuiteComparison c, Console console) {
        console.out()
                .print(
                        switch (format) {
                            case TABLE -> TableView.render(c, console.width(), false);
                            case CSV -> CsvView.render(c);
                            case JSON -> JsonView.render(c);
                        });
        console.out().flush();
    }
}
