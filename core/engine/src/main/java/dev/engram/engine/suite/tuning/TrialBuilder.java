package dev.engram.engine.suite.tuning;

import dev.engram.engine.config.ConfigEditor;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.config.RunSpecReader;
import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.tune.Range;
import dev.engram.engine.tune.Rung;
import dev.engram.engine.tune.Search;
import dev.engram.engine.tune.TrialPoints;
import dev.engram.engine.yaml.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the trials of a cell: draws their points, and edits the settings of the cell accordingly. */
final class TrialBuilder {
    private final TuningReader.Draft draft;
    private final ConfigEditor configEditor;
    private final RunSpecReader reader;
    /** Combinations of grids, by the numbers of their values. Most cells of a suite have the same grid. */
    private final Map<List<Integer>, int[][]> grids = new HashMap<>();

    TrialBuilder(TuningReader.Draft draft, ConfigEditor configEditor, RunSpecReader reader) {
        this.draft = draft;
        this.configEditor = configEditor;
        this.reader = reader;
    }

    /** Returns the search space of a cell; empty if a trial is not valid, with the reasons reported by the reader. */
    Optional<Tuning.SearchSpace> build(CellSpace cellSpace, int trials, int rungs) {
        if (cellSpace.ranges().isEmpty()) {
            return Optional.of(Tuning.SearchSpace.EMPTY);
        }
        List<Tuning.Trial> all = new ArrayList<>();
        for (List<Double> position : positions(cellSpace, trials)) {
            Optional<Tuning.Trial> trial = trial(cellSpace, position, trials, rungs);
            if (trial.isEmpty()) {
                return Optional.empty();
            }
            all.add(trial.get());
        }
        List<Tuning.Dimension> dimensions = new ArrayList<>();
        for (int d = 0; d < cellSpace.ranges().size(); d++) {
            dimensions.add(new Tuning.Dimension(
                    cellSpace.entries().get(d).path(), cellSpace.ranges().get(d).range()));
        }
        return Optional.of(new Tuning.SearchSpace(
                dimensions, all, draft.search() == Search.GRID ? TrialPoints.combinations(cellSpace.counts()) : 0));
    }

    /** Returns a number or an index into a list for each dimension of each trial. */
    private List<List<Double>> positions(CellSpace cellSpace, int trials) {
        List<List<Double>> all = new ArrayList<>();
        if (draft.search() == Search.GRID) {
            for (int[] p : grids.computeIfAbsent(cellSpace.counts(), c -> TrialPoints.grid(c, trials))) {
                all.add(Arrays.stream(p).mapToObj(i -> (double) i).toList());
            }
            return all;
        }
        List<String> paths =
                cellSpace.entries().stream().map(TuningReader.SpaceEntry::path).toList();
        for (double[] p : draft.search() == Search.SOBOL
                ? TrialPoints.sobol(paths.size(), trials)
                : TrialPoints.random(paths, trials)) {
            List<Double> values = new ArrayList<>();
            for (int d = 0; d < p.length; d++) {
                Range r = cellSpace.ranges().get(d).range();
                values.add(r instanceof Range.Numeric b ? b.at(p[d]) : (double) ((Range.Enumerated) r).at(p[d]));
            }
            all.add(values);
        }
        return all;
    }

    private Optional<Tuning.Trial> trial(CellSpace cellSpace, List<Double> position, int trials, int rungs) {
        List<ConfigOverride> changes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Double> positions = new ArrayList<>();
        for (int d = 0; d < position.size(); d++) {
            SearchRange r = cellSpace.ranges().get(d);
            TuningReader.SpaceEntry w = cellSpace.entries().get(d);
            boolean listed = r.range() instanceof Range.Enumerated;
            Node value = listed
                    ? r.listed().get(position.get(d).intValue())
                    : new Node.Scalar(w.value().location(), r.text(position.get(d)), true);
            positions.add(
                    listed && r.range().ordered() ? Double.valueOf(SearchRange.number(value.text())) : position.get(d));
            changes.add(new ConfigOverride(w.path(), w.location(), value));
            texts.add(value.text());
        }
        Optional<Node.Mapping> tree = configEditor.apply(cellSpace.tree(), changes, SuiteKey.runLabels());
        List<RunSpec> specs = new ArrayList<>();
        if (tree.isPresent()) {
            TrainingLength trainingLength = TrainingLength.of(tree.get());
            for (Rung rung : rungs == 1
                    ? Rung.single(trials, trainingLength.value())
                    : Rung.halving(
                            trials, trainingLength.value(), draft.halving().factor(), rungs)) {
                Node.Scalar shorter = new Node.Scalar(draft.halving().location(), Long.toString(rung.length()), true);
                Optional<Node.Mapping> at = rung.length() == trainingLength.value()
                        ? tree
                        : configEditor.apply(
                                tree.get(),
                                List.of(new ConfigOverride(
                                        SuiteKey.TRAINING.label() + "." + trainingLength.key(),
                                        draft.halving().location(),
                                        shorter)),
                                SuiteKey.runLabels());
                at.flatMap(reader::read).ifPresent(specs::add);
            }
        }
        return specs.size() == rungs ? Optional.of(new Tuning.Trial(texts, positions, specs)) : Optional.empty();
    }
}
