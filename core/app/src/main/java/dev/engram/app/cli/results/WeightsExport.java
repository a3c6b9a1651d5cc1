package dev.engram.app.cli.results;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.export.WeightFiles;
import dev.engram.app.results.SuiteResults;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.yaml.NameSuggestions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The choice of the runs whose weights are exported, and the export. */
final class WeightsExport {
    private static final int SHOWN = 5;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            description = "For weights and features: only this cell; repeatable (default: all).")
    private List<String> cells = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "For weights and features: only this seed; repeatable (default: all).")
    private List<Long> seeds = List.of();

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "For weights and features: the weights after this step; needs training.keep-weights=every"
                    + " (default: the last kept).")
    private Long step;

    /** Throws an error if runs were chosen for a format that has all of them. */
    void requireUnused() {
        if (!cells.isEmpty() || !seeds.isEmpty() || step != null) {
            throw UserError.because(
                    "--cell, --seed and --step are for --as safetensors, npz, onnx and features; leave them out");
        }
    }

    /**
     * Writes the weights of the chosen runs.
     *
     * @param err receives a note about runs that have none
     */
    void write(
            SuiteResults results, Store store, String ending, Path folder, PrintStream err, WeightFiles.Writer writer)
            throws IOException {
        OptionalLong at = step == null ? OptionalLong.empty() : OptionalLong.of(step);
        WeightFiles.Written written = WeightFiles.write(chosen(results), store, at, ending, folder, writer);
        List<Run> without = written.without();
        if (written.files().isEmpty()) {
            throw UserError.because(nothing(without, store));
        }
        if (!without.isEmpty()) {
            err.println("note: " + Plural.of(without.size(), "run") + " without such weights: "
                    + without.stream().limit(SHOWN).map(WeightsExport::text).collect(Collectors.joining(", "))
                    + (without.size() > SHOWN ? ", ..." : ""));
        }
    }

    private static String text(Run run) {
        return run.cell() + " #" + run.seed() + " (" + run.outcome().word() + ")";
    }

    private String nothing(List<Run> without, Store store) {
        List<Long> kept = store.weights(without.stream().map(Run::id).toList()).values().stream()
                .flatMap(List::stream)
                .map(Store.WeightsEntry::step)
                .distinct()
                .sorted()
                .toList();
        return kept.isEmpty()
                ? "no weights are stored of these runs; set training.keep-weights: last in the suite and run it again"
                : KeptRunWeights.missing(step, kept);
    }

    private List<CellRuns> chosen(SuiteResults results) {
        List<String> names = results.cells().stream().map(CellRuns::name).toList();
        for (String cell : cells) {
            if (!names.contains(cell)) {
                throw UserError.because(
                        "--cell: the suite has no cell '" + cell + "'" + NameSuggestions.hint(cell, names));
            }
        }
        List<CellRuns> some = results.cells().stream()
                .filter(c -> cells.isEmpty() || cells.contains(c.name()))
                .toList();
        List<Long> stored = some.stream()
                .flatMap(c -> c.runs().stream())
                .map(Run::seed)
                .distinct()
                .sorted()
                .toList();
        for (long seed : seeds) {
            if (!stored.contains(seed)) {
                throw UserError.because("--seed: no run with seed " + seed + " is stored" + storedSeeds(stored));
            }
        }
        return some.stream()
                .map(c -> new CellRuns(
                        c.name(),
                        c.axes(),
                        c.runs().stream()
                                .filter(r -> seeds.isEmpty() || seeds.contains(r.seed()))
                                .toList()))
                .toList();
    }

    private static String storedSeeds(List<Long> seeds) {
        if (seeds.isEmpty()) {
            return "";
        }
        return seeds.size() == 1
                ? "; only seed " + seeds.get(0) + " is"
                : "; choose one of " + KeptRunWeights.firstOf(seeds);
    }
}
