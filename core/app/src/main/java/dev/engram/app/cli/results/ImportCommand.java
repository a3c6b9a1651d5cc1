package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.imported.Importer;
import dev.engram.app.run.FileErrors;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.yaml.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code engram import}. */
@Command(
        name = "import",
        description = {
            "Add other people's results to the store, as cells that are marked \"not run here\".",
            "'engram compare', 'report' and 'export' show them next to the suite's own runs, and never pair them by"
                    + " seed: in another program, the same seed gives another split and other initial weights."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The table is CSV with the columns suite, cell, seed, metric, value and, if there are curves, epoch. A row"
                    + " is one number of one run. 'suite' is the name of a suite. A cell is compared with the cell of"
                    + " the same name, or with all cells if there is none. The value of a run that diverged is the"
                    + " word diverged.",
            "To remove what was imported: engram store prune --suite 'NAME (not run here)'."
        })
public final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "Table of results (CSV).")
    private Path file;

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    /** @param console where the result is printed */
    public ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            Importer importer = Importer.read(file, loaded.catalog());
            store.createOutputFolder();
            try (Store runs = store.open()) {
                print(importer.addTo(runs));
            }
            return ExitCode.OK;
        } catch (InvalidInputException e) {
            throw UserError.of(e.problems());
        } catch (IOException e) {
            throw UserError.because(file + " cannot be read (" + FileErrors.reason(e) + ")");
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    private void print(Importer.Result result) {
        result.cells().forEach((suite, cells) -> console.out().println(suite + ": " + String.join(", ", cells)));
        console.out()
                .println(Plural.of(result.runs(), "run") + " imported"
                        + (result.added() < result.runs()
                                ? ", " + (result.runs() - result.added()) + " of them already there"
                                : "")
                        + "; 'engram compare FILE' shows them next to the suite's own runs");
        console.out().flush();
    }
}
