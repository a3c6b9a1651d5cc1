package dev.engram.app.cli.options;

import dev.engram.app.console.Console;
import dev.engram.engine.compare.SuiteComparison;
import dev.engram.engine.render.CsvView;
import dev.engram.engine.render.JsonView;
import dev.engram.engine.render.TableView;
import picocli.CommandLine.Option;

/** The option that selects how a comparison is printed. */
public final class FormatOptions {
    enum OutputFormat {
        TABLE,
        CSV,
        VERDICTS,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = {
                "Output format (default: ${DEFAULT-VALUE}): table, csv (a row for each cell), verdicts (CSV with a"
                        + " row for each comparison) or json."
            })
    private OutputFormat format;

    @Option(names = "--explain", description = "Explain each verdict of the table in a sentence.")
    private boolean explain;

    /** Refuses options that contradict each other. */
    public void check() {
        if (explain && format != OutputFormat.TABLE) {
            throw UserError.because("--explain needs --format table; json always has the sentences");
        }
    }

    public void print(SuiteComparison c, Console console) {
        console.out()
                .print(
                        switch (format) {
                            case TABLE -> TableView.render(c, new TableView.Style(console.width(), false, explain));
                            case CSV -> CsvView.render(c);
                            case VERDICTS -> CsvView.renderVerdicts(c);
                            case JSON -> JsonView.render(c);
                        });
        console.out().flush();
    }
}
