package dev.engram.engine.suite;

import dev.engram.engine.config.SuiteKey;
import dev.engram.engine.design.Design;
import dev.engram.engine.design.QuestionKind;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the kinds of questions that a suite declares. */
final class QuestionsReader {
    private static final String PATH = SuiteKey.QUESTIONS.label();
    private static final List<String> KEYS =
            Arrays.stream(QuestionKind.values()).map(QuestionKind::key).toList();

    private final Problems problems;
    /** The kinds that are written, and where. */
    private final Map<QuestionKind, Node> written = new EnumMap<>(QuestionKind.class);

    QuestionsReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the keys of all kinds. */
    static List<String> keys() {
        return KEYS;
    }

    /** Returns the kinds in the family; by default all. */
    Set<QuestionKind> read(Node node) {
        if (node == null || node.isNull()) {
            return EnumSet.allOf(QuestionKind.class);
        }
        if (!(node instanceof Node.Sequence s) || s.items().isEmpty()) {
            problems.add(
                    node.location(),
                    PATH,
                    "expected a list such as [" + String.join(", ", KEYS) + "], found "
                            + (node instanceof Node.Sequence ? "an empty list" : node.describe()));
            return EnumSet.noneOf(QuestionKind.class);
        }
        for (int i = 0; i < s.items().size(); i++) {
            Node item = s.items().get(i);
            Optional<QuestionKind> kind = kind(item);
            if (kind.isEmpty()) {
                problems.add(
                        item.location(),
                        PATH + "." + i,
                        "unknown kind of question " + item.describe() + NameSuggestions.hint(item.text(), KEYS));
            } else if (written.putIfAbsent(kind.get(), item) != null) {
                problems.add(item.location(), PATH + "." + i, kind.get().key() + " is listed twice; remove one");
            }
        }
        return written.keySet();
    }

    private static Optional<QuestionKind> kind(Node item) {
        return Arrays.stream(QuestionKind.values())
                .filter(k -> item instanceof Node.Scalar s && s.text().equals(k.key()))
                .findFirst();
    }

    /** Reports a kind that is written but does not apply to the axes. */
    void check(Design design) {
        written.forEach((kind, item) -> {
            boolean possible = design.count(kind) > 0
                    || design.unanswered().stream().anyMatch(u -> u.question().kind() == kind);
            if (!possible) {
                problems.add(item.location(), PATH, "there are no " + kind.key() + ": " + reason(kind) + "; remove it");
            }
        });
    }

    private static String reason(QuestionKind kind) {
        return switch (kind) {
            case CELL -> "nothing is compared";
            case MAIN_EFFECT -> "they are means over the values of an axis that the baseline does not name";
            case INTERACTION -> "they need an axis that the baseline does not name, with two or more values";
            case TREND ->
                "they need an axis of three or more numbers that the baseline does not name (along two numbers, the"
                        + " trend is the interaction)";
        };
    }
}
