package dev.engram.engine.suite;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.yaml.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A suite: every cell is run with every seed.
 *
 * @param about one sentence on what it shows; may be empty
 * @param baseline name of the variant that the others are compared with, on each problem
 * @param excluded cells that are not to be run
 * @param incompatibleCells what is done about cells whose parts do not go together
 * @param storePredictions is it kept what classifiers said of each test example?
 * @param ignoredLintRules names of the lint rules that are not to be applied, and where they are written
 * @param tuning how hyperparameters are chosen before the cells are run; each cell stands here with those of its first trial
 */
public record Suite(
        String name,
        String about,
        Path file,
        List<Cell> cells,
        List<Long> seeds,
        Optional<String> baseline,
        List<ExcludedCell> excluded,
        IncompatibleCells incompatibleCells,
        boolean storePredictions,
        Map<String, Location> ignoredLintRules,
        Optional<Tuning> tuning) {
    public Suite {
        cells = List.copyOf(cells);
        seeds = List.copyOf(seeds);
        excluded = List.copyOf(excluded);
        ignoredLintRules = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredLintRules));
    }

    /** The same with other cells. */
    public Suite withCells(List<Cell> others) {
        return new Suite(
                name,
                about,
                file,
                others,
                seeds,
                baseline,
                excluded,
                incompatibleCells,
                storePredictions,
                ignoredLintRules,
                tuning);
    }

    /** Cells whose parts do not go together, such as a rule that needs classes on data that have none. */
    public enum IncompatibleCells {
        /** They are a mistake of the suite's, and nothing is run. */
        ERROR,
        /** They are left out, and shown with the reason. */
        SKIP
    }

    /** A combination of the axes that is not run, and why. */
    public record ExcludedCell(String name, Map<String, String> axes, String reason) {}

    /** The problems, in order; empty where the suite names none. */
    public List<String> problems() {
        return cells.stream().flatMap(c -> c.problem().stream()).distinct().toList();
    }

    /**
     * One cell of the comparison.
     *
     * @param name unique in the suite; made of what sets it apart from the others
     * @param variant the name without the problem: what is compared over problems
     * @param axes what was varied, by axis, with the label of the value here
     * @param locations where each path of the spec is written, for messages; the empty path is the suite itself
     */
    public record Cell(
            String name, String variant, Map<String, String> axes, RunSpec spec, Map<String, Location> locations) {
        /** Which of the suite's problems it is about; empty where the suite names none. */
        public Optional<String> problem() {
            return Optional.ofNullable(axes.get(Axis.PROBLEM));
        }

        /** The same under another name and with another spec, such as that of a trial. */
        public Cell with(String name, RunSpec spec) {
            return new Cell(name, variant, axes, spec, locations);
        }

        /** Where the value at a path, or the nearest part of it that is written, stands. */
        public Location location(String path) {
            for (String p = path; ; p = p.contains(".") ? p.substring(0, p.lastIndexOf('.')) : "") {
                Location found = locations.get(p);
                if (found != null || p.isEmpty()) {
                    return found;
                }
            }
        }
    }
}
