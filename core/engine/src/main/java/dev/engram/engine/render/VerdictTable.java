package dev.engram.engine.render;

import dev.engram.engine.compare.Comparison;
import dev.engram.engine.compare.TimeToTarget;
import dev.engram.engine.prose.QuestionPhrases;
import dev.engram.engine.prose.TimeToTargetVerdicts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The table of verdicts on the console: one row for each question, in groups. Of many rows, only those that show a
 * difference are printed; the others are listed by verdict, and groups without such a row together.
 */
final class VerdictTable<T> {
    /** More rows than this are folded. */
    private static final int MAX_ROWS = 40;
    /** The most names in a list of folded rows. */
    private static final int MAX_NAMES = 12;

    private static final String INDENT = "  ";
    /** Longer names have a line of their own. */
    private static final double MAX_NAME_SHARE = 0.4;

    private static final int MIN_NAME_WIDTH = 20;

    private final TextTable out;
    private final Words<T> words;
    private final List<VerdictRow<T>> all;
    private final Map<String, List<VerdictRow<T>>> groups;
    /** Whether rows that show nothing are folded. */
    private final boolean folds;

    private final boolean headings;
    private final String indent;

    /** The rows of the table. */
    private final List<VerdictRow<T>> rows = new ArrayList<>();
    /** Lines before the row with an index, or after the last. */
    private final Map<Integer, List<String>> before = new HashMap<>();

    /**
     * What the verdicts of a kind of answer are.
     *
     * @param shown whether an answer shows a difference
     * @param verdict the verdict in few words
     */
    private record Words<T>(Predicate<T> shown, Function<T, String> verdict) {}

    private VerdictTable(TextTable out, Words<T> words, List<VerdictRow<T>> all) {
        this.out = out;
        this.words = words;
        this.all = all;
        this.groups = VerdictRow.groups(all);
        this.folds = all.size() > MAX_ROWS;
        this.headings = !groups.keySet().equals(Set.of(""));
        this.indent = headings ? INDENT : "";
    }

    /** Prints the verdicts of one problem, if there are any. */
    static void print(TextTable out, Comparison c) {
        List<VerdictRow<VerdictRow.Answer>> answers = VerdictRow.of(c, Optional.empty());
        if (!answers.isEmpty()) {
            Words<VerdictRow.Answer> words =
                    new Words<>(a -> QuestionPhrases.isShown(a.result()), a -> QuestionPhrases.verdict(a.result()));
            new VerdictTable<>(out, words, answers).print(VerdictColumns.shown(c), "");
        }
        List<VerdictRow<TimeToTarget>> targets = VerdictRow.ofTargets(c);
        if (!targets.isEmpty()) {
            Words<TimeToTarget> words = new Words<>(TimeToTargetVerdicts::isShown, TimeToTargetVerdicts::verdict);
            new VerdictTable<>(out, words, targets)
                    .print(
                            VerdictColumns.shown(
                                    targets.stream().map(VerdictRow::answer).toList()),
                            "steps to " + targets.get(0).answer().target().text() + ", ");
        }
    }

    /** @param title begins the heading of the first column */
    private void print(List<Column<T>> columns, String title) {
        addGroups();
        List<String> labels = labels();
        String heading =
                title + VerdictRow.sharedReference(all).map(r -> "against " + r).orElse("each against its reference");
        boolean narrow = TextColumn.length(heading) <= nameWidth();
        if (!narrow) {
            out.wrapped(heading);
        }
        out.fit(
                TextColumn.left(narrow ? heading : "", labels),
                out.laidOut(columns, rows.stream().map(VerdictRow::answer).toList()),
                rows.size(),
                before);
    }

    private void addGroups() {
        Map<String, List<VerdictRow<T>>> quiet = quietGroups();
        groups.forEach((heading, group) -> {
            if (!quiet.containsKey(heading)) {
                addGroup(heading, group);
            }
        });
        if (!quiet.isEmpty()) {
            addLines(out.lines(
                    "", "nothing shown in " + quiet.size() + " groups: " + first(List.copyOf(quiet.keySet()), "; ")));
            addLines(folded(quiet.values().stream().flatMap(List::stream).toList(), INDENT));
        }
    }

    /** Returns the groups in which nothing is shown, if rows are folded and there are several such groups. */
    private Map<String, List<VerdictRow<T>>> quietGroups() {
        Map<String, List<VerdictRow<T>>> quiet = new LinkedHashMap<>();
        groups.forEach((heading, group) -> {
            if (folds && group.stream().noneMatch(this::isShown)) {
                quiet.put(heading, group);
            }
        });
        return quiet.size() < 2 ? Map.of() : quiet;
    }

    private void addGroup(String heading, List<VerdictRow<T>> group) {
        if (headings) {
            addLines(out.lines("", heading));
        }
        group.stream().filter(r -> !folds || isShown(r)).forEach(rows::add);
        if (folds) {
            addLines(folded(group.stream().filter(r -> !isShown(r)).toList(), indent));
        }
    }

    private boolean isShown(VerdictRow<T> row) {
        return words.shown().test(row.answer());
    }

    /** Adds lines after the rows so far. */
    private void addLines(List<String> lines) {
        before.computeIfAbsent(rows.size(), k -> new ArrayList<>()).addAll(lines);
    }

    private static String first(List<String> names, String separator) {
        return names.stream().limit(MAX_NAMES).collect(Collectors.joining(separator))
                + (names.size() > MAX_NAMES ? separator + "and " + (names.size() - MAX_NAMES) + " more" : "");
    }

    private int nameWidth() {
        return Math.max(MIN_NAME_WIDTH, (int) (out.width() * MAX_NAME_SHARE));
    }

    /** Returns the labels of the first column; empty where the label has a line of its own before the row. */
    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String label = indent + rows.get(i).label();
            boolean fits = TextColumn.length(label) <= nameWidth();
            labels.add(fits ? label : "");
            if (!fits) {
                before.computeIfAbsent(i, k -> new ArrayList<>())
                        .addAll(out.lines(indent, rows.get(i).label()));
            }
        }
        return labels;
    }

    /** Returns rows that show no difference as lines, by verdict. */
    private List<String> folded(List<VerdictRow<T>> quiet, String margin) {
        Map<String, List<String>> byVerdict = new LinkedHashMap<>();
        quiet.forEach(r -> byVerdict
                .computeIfAbsent(words.verdict().apply(r.answer()), k -> new ArrayList<>())
                .add(r.label()));
        List<String> lines = new ArrayList<>();
        byVerdict.forEach((word, names) -> {
            List<String> distinct = names.stream().distinct().toList();
            lines.addAll(out.lines(margin, word + " (" + names.size() + "): " + first(distinct, ", ")));
        });
        return lines;
    }
}
