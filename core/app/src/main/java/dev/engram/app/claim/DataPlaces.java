package dev.engram.app.claim;

import dev.engram.app.run.DataLocation;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SourceFile;
import dev.engram.engine.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where the data of a user are, as {@code data.NAME.directory=DIR}: the only settings that a claim leaves open. */
final class DataPlaces {
    private final List<String> sets;
    private final Set<String> known = new TreeSet<>();

    DataPlaces(List<String> sets) {
        this.sets = List.copyOf(sets);
    }

    /** Returns the places of the data that a suite reads. */
    List<String> of(Path suite) {
        Set<String> names = new TreeSet<>();
        Problems ignored = new Problems();
        SourceFile.read(suite, new Location(suite.toString(), 0, 0), "", ignored)
                .flatMap(text -> YamlReader.file(text, suite.toString(), ignored))
                .ifPresent(root -> {
                    if (root instanceof Node.Mapping m && m.get("data") instanceof Node.Mapping data) {
                        data.pairs().forEach(p -> names.add(p.key()));
                    }
                });
        known.addAll(names);
        return sets.stream().filter(s -> names.contains(name(s))).toList();
    }

    /** Returns the name of the data set of a place; empty if it is not a place. */
    private static String name(String set) {
        return DataLocation.dataset(set).orElse("");
    }

    /**
     * Checks the places, after those of each suite were asked for.
     *
     * @throws InvalidPlanException if one has another form, or if no suite reads its data set
     */
    void check() throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        for (String s : sets) {
            Location at = new Location("--set " + s, 0, 0);
            if (name(s).isEmpty()) {
                problems.add(new Problem(
                        at,
                        "",
                        "a claim fixes the settings of its suite; only the place of data can be set, as"
                                + " data.NAME.directory=DIR"));
            } else if (!known.contains(name(s))) {
                problems.add(new Problem(
                        at,
                        "",
                        known.isEmpty()
                                ? "no chosen claim needs data of yours"
                                : "no chosen claim needs the data set '" + name(s) + "'; they need "
                                        + String.join(", ", known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
    }
}
