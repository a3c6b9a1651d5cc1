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
final class VerdictTable {
    /** More rows than this are folded. */
    private static final int MAX_ROWS = 40;
    /** The most names in a list of folded rows. */
    private static final int MAX_NAMES = 12;

    private static final String INDENT = "  ";
    /** Longer names have a line of their own. */
    private static final double MAX_NAME_SHARE = 0.4;

    private static final int MIN_NAME_WIDTH = 20;

    private final TextTable out;

    private VerdictTable(TextTable out) {
        this.out = out;
    }

    /** Prints the verdicts of one problem, if there are any. */
    static void print(TextTable out, Comparison c) {
        VerdictTable table = new VerdictTable(out);
        List<VerdictRow<VerdictRow.Answer>> answers = VerdictRow.of(c, Optional.empty());
        if (!answers.isEmpty()) {
            table.print(
                    answers,
                    VerdictColumns.shown(c),
                    "",
                    a -> QuestionPhrases.isShown(a.result()),
                    a -> QuestionPhrases.verdict(a.result()));
        }
        List<VerdictRow<TimeToTarget>> targets = VerdictRow.ofTargets(c);
        if (!targets.isEmpty()) {
            table.print(
                    targets,
                    VerdictColumns.shown(
                            targets.stream().map(VerdictRow::answer).toList()),
                    "steps to " + targets.get(0).answer().target().text() + ", ",
                    TimeToTargetVerdicts::isShown,
                    TimeToTargetVerdicts::verdict);
        }
    }

    private <T> void print(
            List<VerdictRow<T>> all,
            List<Column<T>> columns,
            String title,
            Predicate<T> shown,
            Function<T, String> verdict) {
        Map<String, List<VerdictRow<T>>> groups = VerdictRow.groups(all);
        boolean headings = !groups.keySet().equals(Set.of(""));
        boolean fold = all.size() > MAX_ROWS;
        String indent = headings ? INDENT : "";
        List<VerdictRow<T>> rows = new ArrayList<>();
        Map<Integer, List<String>> before = new HashMap<>();
        Map<String, List<VerdictRow<T>>> quiet = new LinkedHashMap<>();
        if (fold) {
            groups.forEach((heading, group) -> {
                if (group.stream().noneMatch(r -> shown.test(r.answer()))) {
                    quiet.put(heading, group);
                }
            });
            if (quiet.size() < 2) {
                quiet.clear();
            }
        }
        groups.forEach((heading, group) -> {
            if (quiet.containsKey(heading)) {
                return;
            }
            List<String> lines = before.computeIfAbsent(rows.size(), k -> new ArrayList<>());
            if (headings) {
                lines.addAll(out.lines("", heading));
            }
            group.stream().filter(r -> !fold || shown.test(r.answer())).forEach(rows::add);
            if (fold) {
                before.computeIfAbsent(rows.size(), k -> new ArrayList<>())
                        .addAll(folded(
                                group.stream()
                                        .filter(r -> !shown.test(r.answer()))
                                        .toList(),
                                verdict,
                                indent));
            }
        });
        if (!quiet.isEmpty()) {
            before.computeIfAbsent(rows.size(), k -> new ArrayList<>()).addAll(quiet(quiet, verdict));
        }
        List<String> labels = labels(rows, indent, before);
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

    /** The groups in which nothing is shown, in one. */
    private <T> List<String> quiet(Map<String, List<VerdictRow<T>>> groups, Function<T, String> verdict) {
        List<String> lines = new ArrayList<>(out.lines(
                "", "nothing shown in " + groups.size() + " groups: " + first(List.copyOf(groups.keySet()), "; ")));
        lines.addAll(folded(groups.values().stream().flatMap(List::stream).toList(), verdict, INDENT));
        return lines;
    }

    private static String first(List<String> names, String separator) {
        return names.stream().limit(MAX_NAMES).collect(Collectors.joining(separator))
                + (names.size() > MAX_NAMES ? separator + "and " + (names.size() - MAX_NAMES) + " more" : "");
    }

    private int nameWidth() {
        return Math.max(MIN_NAME_WIDTH, (int) (out.width() * MAX_NAME_SHARE));
    }

    /** The labels of the first column; empty where the label has a line of its own before the row. */
    private <T> List<String> labels(List<VerdictRow<T>> rows, String indent, Map<Integer, List<String>> before) {
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

    /** The rows that show no difference, by verdict. */
    private <T> List<String> folded(List<VerdictRow<T>> rows, Function<T, String> verdict, String indent) {
        Map<String, List<String>> byVerdict = new LinkedHashMap<>();
        rows.forEach(r -> byVerdict
                .computeIfAbsent(verdict.apply(r.answer()), k -> new ArrayList<>())
                .add(r.label()));
        List<String> lines = new ArrayList<>();
        byVerdict.forEach((word, names) -> {
            List<String> distinct = names.stream().distinct().toList();
            lines.addAll(out.lines(indent, word + " (" + names.size() + "): " + first(distinct, ", ")));
        });
        return lines;
    }
}
