package dev.engram.app.judge;

import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.verify.ComponentRef;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the cells that a baseline and a candidate name, or makes them by putting a component into a cell. */
public final class ContestantResolver {
    private static final Pattern MAP = Pattern.compile("\\{\\s*([^:{}\\s]+)\\s*:.*\\}", Pattern.DOTALL);

    /** The kinds of components that can be judged, with their keys in a suite. */
    private static final Map<Kind, String> KEYS =
            new EnumMap<>(Map.of(Kind.OPTIMIZER, "optimizer", Kind.LEARNING_RULE, "rule", Kind.LOSS, "loss"));

    private final Catalog catalog;
    private final SuiteReader reader;

    @Inject
    public ContestantResolver(Catalog catalog, SuiteReader reader) {
        this.catalog = catalog;
        this.reader = reader;
    }

    /**
     * A baseline or a candidate.
     *
     * @param component what was put into the cells; empty for cells of the suite as they are
     * @param cells at most one for each problem
     */
    record Contestant(String name, Optional<ComponentRef> component, List<Suite.Cell> cells) {}

    /**
     * Finds the baseline.
     *
     * @param cell the cell into which a component is put, if the user names one
     * @throws InvalidPlanException if there is no such cell or component
     */
    Contestant baseline(String text, Optional<String> cell, Plan plan) throws InvalidPlanException {
        if (cell.isPresent()) {
            List<Suite.Cell> base = named(cell.get(), plan);
            if (base.isEmpty()) {
                throw problem(
                        "--cell",
                        cell.get(),
                        "no cell of the suite has this name" + NameSuggestions.hint(cell.get(), variants(plan)));
            }
            List<Suite.Cell> using =
                    base.stream().filter(c -> uses(c.spec(), text)).toList();
            return using.size() == base.size()
                    ? new Contestant(text, Optional.empty(), base)
                    : inserted("--baseline", component("--baseline", text, plan), base);
        }
        Optional<Contestant> found = inSuite("--baseline", text, plan);
        if (found.isPresent()) {
            return found.get();
        }
        ComponentRef component = component("--baseline", text, plan);
        return inserted("--baseline", component, usualCells(text, plan));
    }

    /**
     * Finds the candidate.
     *
     * @param baseline receives the component if the suite has no such cell
     * @throws InvalidPlanException if there is no such cell or component
     */
    Contestant candidate(String text, Contestant baseline, Plan plan) throws InvalidPlanException {
        Optional<Contestant> found = inSuite("--candidate", text, plan);
        if (found.isPresent()) {
            return found.get();
        }
        return inserted("--candidate", component("--candidate", text, plan), baseline.cells());
    }

    /** Finds a cell by its name, or by the name of a component that only it uses. */
    private static Optional<Contestant> inSuite(String option, String text, Plan plan) throws InvalidPlanException {
        List<Suite.Cell> cells = named(text, plan);
        if (cells.isEmpty()) {
            cells = plan.cells().stream().filter(c -> uses(c.spec(), text)).toList();
            List<String> variants =
                    cells.stream().map(Suite.Cell::variant).distinct().toList();
            if (variants.size() > 1) {
                throw problem(
                        option, text, "several cells use it; name one of them: " + NameSuggestions.listed(variants));
            }
        }
        return cells.isEmpty() ? Optional.empty() : Optional.of(new Contestant(text, Optional.empty(), cells));
    }

    /** Returns the cells with this variant, one for each problem, or the one cell with this full name. */
    private static List<Suite.Cell> named(String text, Plan plan) {
        List<Suite.Cell> cells =
                plan.cells().stream().filter(c -> c.variant().equals(text)).toList();
        return cells.isEmpty()
                ? plan.cells().stream().filter(c -> c.name().equals(text)).toList()
                : cells;
    }

    private static boolean uses(RunSpec spec, String name) {
        return components(spec).anyMatch(name::equals);
    }

    private static Stream<String> components(RunSpec spec) {
        Stream<String> optimizer = Stream.of(spec.optimizer().entry().name());
        return spec.task() instanceof RunSpec.Learning l
                ? Stream.concat(
                        optimizer,
                        Stream.of(l.rule().entry().name(), l.loss().entry().name()))
                : optimizer;
    }

    /** Returns the cells that provide the settings for a component that the suite does not contain. */
    private static List<Suite.Cell> usualCells(String text, Plan plan) throws InvalidPlanException {
        List<String> variants = variants(plan);
        String variant =
                variants.size() == 1 ? variants.get(0) : plan.suite().baseline().orElse("");
        List<Suite.Cell> cells = named(variant, plan);
        if (cells.isEmpty()) {
            throw problem(
                    "--baseline",
                    text,
                    "no cell of the suite uses it; name the cell that provides the other settings with --cell"
                            + NameSuggestions.choice(variants));
        }
        return cells;
    }

    private static List<String> variants(Plan plan) {
        return plan.cells().stream().map(Suite.Cell::variant).distinct().toList();
    }

    private ComponentRef component(String option, String text, Plan plan) throws InvalidPlanException {
        Optional<Kind> kind = KEYS.keySet().stream()
                .filter(k -> text.startsWith(k.label() + "/"))
                .findFirst();
        String yaml = kind.map(k -> text.substring(k.label().length() + 1)).orElse(text);
        Matcher map = MAP.matcher(yaml);
        String name = map.matches() ? map.group(1) : yaml;
        List<ComponentRef> found = KEYS.keySet().stream()
                .filter(k -> kind.isEmpty() || kind.get() == k)
                .flatMap(k -> catalog.find(k, name).stream())
                .map(e -> new ComponentRef(e, yaml))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            List<String> names = new ArrayList<>(variants(plan));
            KEYS.keySet().forEach(k -> catalog.of(k).forEach(e -> names.add(e.name())));
            throw problem(
                    option,
                    text,
                    "there is no cell, optimizer, learning rule or loss called '" + name + "'" + hint(name, names));
        }
        throw problem(
                option,
                text,
                "'" + name + "' has several meanings; write "
                        + String.join(
                                " or ",
                                found.stream().map(ComponentRef::toString).toList()));
    }

    private static String hint(String name, List<String> names) {
        return NameSuggestions.closest(name, names)
                .map(n -> "; did you mean " + n + "?")
                .orElse("; 'engram components' lists the components");
    }

    /** Puts a component into cells, whose other settings stay as they are. */
    private Contestant inserted(String option, ComponentRef component, List<Suite.Cell> cells)
            throws InvalidPlanException {
        try {
            reader.readComponent(component.entry().kind(), component.yaml(), option);
            List<Suite.Cell> made = new ArrayList<>();
            for (Suite.Cell c : cells) {
                RunSpec spec = reader.readRun(
                        c.spec().text(),
                        "'" + component.entry().name() + "' in the cell '" + c.name() + "'",
                        List.of(KEYS.get(component.entry().kind()) + "=" + component.yaml()));
                made.add(c.with(c.name(), spec));
            }
            return new Contestant(component.yaml(), Optional.of(component), made);
        } catch (InvalidInputException e) {
            throw new InvalidPlanException(e.problems());
        }
    }

    /**
     * Makes the error of an input.
     *
     * @param where the option or the file
     * @param what the value of the option, or the path in the file
     */
    static InvalidPlanException problem(String where, String what, String message) {
        return new InvalidPlanException(List.of(new Problem(new Location(where, 0, 0), what, message)));
    }
}
