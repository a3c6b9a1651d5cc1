package dev.engram.engine.suite;

import dev.engram.engine.config.RunSpec;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.DesignCell;
import dev.engram.engine.design.DesignPlan;
import dev.engram.engine.suite.tuning.Tuning;
import dev.engram.engine.yaml.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A suite: every cell is run with every seed.
 *
 * @param about one sentence on what the suite shows; may be empty
 * @param options how cells are compared, run and checked
 * @param tuning how hyperparameters are chosen before the cells are run; the cells here have those of their first trial
 */
public record Suite(
        String name,
        String about,
        Path file,
        List<Cell> cells,
        List<Long> seeds,
        Options options,
        Optional<Tuning> tuning) {
    public Suite {
        cells = List.copyOf(cells);
        seeds = List.copyOf(seeds);
    }

    /**
     * The settings of a suite as a whole.
     *
     * @param design the axes, the baseline and the kinds of questions
     * @param excluded the cells that are not run
     * @param incompatibleCells the treatment of cells with incompatible parts
     * @param storePredictions whether the predicted class of each test example is stored
     * @param ignoredLintRules the names of the lint rules that are not applied, and their locations
     * @param untilDecided whether seeds are added until every question is decided; the seeds of the suite are then the
     *     most that may be used
     * @param dropped hyperparameters that the suite sets and the comparison drops
     */
    public record Options(
            DesignPlan design,
            List<OmittedCell> excluded,
            IncompatibleCells incompatibleCells,
            boolean storePredictions,
            Map<String, Location> ignoredLintRules,
            boolean untilDecided,
            List<DroppedHyperparameters> dropped) {
        public Options {
            excluded = List.copyOf(excluded);
            dropped = List.copyOf(dropped);
            ignoredLintRules = Collections.unmodifiableMap(new LinkedHashMap<>(ignoredLintRules));
        }
    }

    /**
     * Returns what the others are compared with, on each problem: values of axes as in the name of a cell; empty if
     * nothing is compared.
     */
    public Optional<String> baseline() {
        return Optional.of(options.design())
                .filter(d -> !d.questioned().isEmpty())
                .map(DesignPlan::referenceName);
    }

    /** Returns the design of the comparison if all cells are run that the suite does not exclude. */
    public Design design() {
        return design(Map.of());
    }

    /**
     * Returns the design of the comparison.
     *
     * @param notRun reasons why further cells are not run, by the cell's name
     */
    public Design design(Map<String, String> notRun) {
        List<DesignCell> all = new ArrayList<>();
        for (Cell c : cells) {
            all.add(new DesignCell(
                    c.variant(), c.problem(), factors(c.axes()), Optional.ofNullable(notRun.get(c.name()))));
        }
        for (OmittedCell c : options.excluded()) {
            all.add(new DesignCell(
                    c.variant(),
                    Optional.ofNullable(c.axes().get(Axis.PROBLEM)),
                    factors(c.axes()),
                    Optional.of(c.reason())));
        }
        return Design.of(options.design(), all);
    }

    private static Map<String, String> factors(Map<String, String> axes) {
        Map<String, String> factors = new LinkedHashMap<>(axes);
        factors.remove(Axis.PROBLEM);
        return factors;
    }

    /** Returns {@link Options#excluded}. */
    public List<OmittedCell> excluded() {
        return options.excluded();
    }

    /** Returns {@link Options#incompatibleCells}. */
    public IncompatibleCells incompatibleCells() {
        return options.incompatibleCells();
    }

    /** Returns {@link Options#storePredictions}. */
    public boolean storePredictions() {
        return options.storePredictions();
    }

    /** Returns {@link Options#ignoredLintRules}. */
    public Map<String, Location> ignoredLintRules() {
        return options.ignoredLintRules();
    }

    /** Returns {@link Options#untilDecided}. */
    public boolean untilDecided() {
        return options.untilDecided();
    }

    /** Returns the number of seeds in words, such as {@code at most 100 seeds}. */
    public String seedCount() {
        return (untilDecided() ? "at most " : "") + seeds.size() + (seeds.size() == 1 ? " seed" : " seeds");
    }

    /** Returns a copy with the first seeds only. */
    public Suite withFirstSeeds(int n) {
        return new Suite(name, about, file, cells, seeds.subList(0, n), options, tuning);
    }

    /** Returns a copy with other cells. */
    public Suite withCells(List<Cell> others) {
        return new Suite(name, about, file, others, seeds, options, tuning);
    }

    /** The treatment of cells with incompatible parts, such as a rule that needs classes on data that have none. */
    public enum IncompatibleCells {
        /** They are an error, and nothing is run. */
        ERROR,
        /** They are left out, and shown with the reason. */
        SKIP
    }

    /** A combination of the axes that is not run, with the reason. Its variant is the name without the problem. */
    public record OmittedCell(String name, String variant, Map<String, String> axes, String reason) {}

    /** Returns the problems, in order; empty if the suite names none. */
    public List<String> problems() {
        return cells.stream().flatMap(c -> c.problem().stream()).distinct().toList();
    }

    /**
     * A cell of the comparison.
     *
     * @param name the name, unique in the suite, made of what distinguishes the cell from others
     * @param variant the name without the problem: what is compared over problems
     * @param axes the label of the value of each axis
     * @param locations the location of each value of the spec, for messages
     */
    public record Cell(String name, String variant, Map<String, String> axes, RunSpec spec, NodeLocations locations) {
        /** Returns the problem of the cell; empty if the suite names none. */
        public Optional<String> problem() {
            return Optional.ofNullable(axes.get(Axis.PROBLEM));
        }

        /** Returns a copy with another name and spec, such as that of a trial. */
        public Cell with(String name, RunSpec spec) {
            return new Cell(name, variant, axes, spec, locations);
        }

        /** Returns the location of the value at a path, or of the nearest part of it that is written. */
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
