package dev.engram.app.run;

import dev.engram.engine.compare.ExcludedCell;
import dev.engram.engine.config.ConfigOverride;
import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.config.RunSpec.Learning;
import dev.engram.engine.lint.Linter;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Incompatibility;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.spi.IncompatibleException;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Lists the runs of a suite. */
public final class Planner {
    private final SuiteReader reader;
    private final FileHashes fileHashes;

    @Inject
    public Planner(SuiteReader reader, FileHashes fileHashes) {
        this.reader = reader;
        this.fileHashes = fileHashes;
    }

    /**
     * Reads a suite and lists its runs.
     *
     * @param overrides values that replace those in the file, as {@code path=value}
     * @throws InvalidPlanException with all errors in the suite, and all data files that cannot be read
     */
    public Plan plan(Path file, List<String> overrides) throws InvalidPlanException {
        return plan(read(file, overrides));
    }

    /**
     * Reads a suite, but not its data files.
     *
     * @param overrides values that replace those in the file, as {@code path=value}
     * @throws InvalidPlanException with all errors in the suite
     */
    public Suite read(Path file, List<String> overrides) throws InvalidPlanException {
        if (Files.notExists(file)) {
            Optional<Path> home =
                    Optional.ofNullable(System.getProperty("engram.home")).map(Path::of);
            Location location = new Location(file.toString(), 0, 0);
            throw new InvalidPlanException(
                    List.of(new Problem(location, "", "does not exist" + FileSuggestions.hint(file, home))));
        }
        return read(r -> r.read(file, overrides));
    }

    /**
     * Reads a suite that a program has written as a tree, and lists its runs.
     *
     * @param tree the tree, whose nodes have the places in the program
     * @param overrides values that replace those in the tree
     * @param file the file that the tree begins with; may be empty
     * @param found mistakes that were found in the program
     * @throws InvalidPlanException with these and all errors in the suite, and all data files that cannot be read
     */
    public Plan plan(Node.Mapping tree, List<ConfigOverride> overrides, Path file, Problems found)
            throws InvalidPlanException {
        return plan(read(r -> r.read(tree, overrides, file, found)));
    }

    /** Reads a suite. */
    private interface Reading {
        Suite read(SuiteReader reader) throws InvalidInputException;
    }

    private Suite read(Reading reading) throws InvalidPlanException {
        try {
            return reading.read(reader);
        } catch (InvalidInputException e) {
            throw new InvalidPlanException(e.problems());
        }
    }

    /**
     * Lists the runs of a suite.
     *
     * @throws InvalidPlanException with all data files that cannot be read
     */
    public Plan plan(Suite suite) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>(Linter.unknownRules(suite));
        Plan plan = new Plan(
                suite,
                items(suite.cells(), suite.seeds(), problems),
                suite.excluded().stream()
                        .map(e -> new ExcludedCell(e.name(), e.axes(), false, e.reason()))
                        .toList());
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return plan;
    }

    /**
     * Lists the runs of cells, seed by seed. A cell whose files cannot be read has no runs.
     *
     * @param problems receives a problem for each file that cannot be read
     */
    public List<Plan.Item> items(List<Suite.Cell> cells, List<Long> seeds, List<Problem> problems) {
        Map<Suite.Cell, LongFunction<String>> ids = new IdentityHashMap<>();
        for (Suite.Cell cell : cells) {
            try {
                ids.put(cell, RunIdentity.seeded(RunIdentity.settings(cell.spec(), fileHashes.of(cell.spec()))));
            } catch (IncompatibleException m) {
                String path = cell.spec().task() instanceof Learning ? "data" : "landscape";
                CellProblems.add(problems, cell, new Incompatibility(path, m.getMessage()));
            }
        }
        List<Plan.Item> items = new ArrayList<>();
        for (long seed : seeds) {
            cells.stream()
                    .filter(ids::containsKey)
                    .forEach(cell -> items.add(new Plan.Item(ids.get(cell).apply(seed), cell, seed)));
        }
        return items;
    }
}
