package dev.engram.app.cli.text;

import dev.engram.engine.inspect.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a learning rule knows that a synapse could not, in words. */
final class LocalityText {
    private LocalityText() {}

    /** One line for each finding. */
    static List<String> lines(Locality l) {
        List<String> lines = new ArrayList<>();
        addLine(
                lines,
                l.errorPaths().transport(),
                "weight transport: %s the error through the weights above",
                "gets",
                "get");
        if (l.errorPaths().headTransport()) {
            lines.add("weight transport: errors pass through the weights of layers that the rule made for itself");
        }
        Set<Integer> below =
                l.targets().error().stream().filter(i -> i < l.depth() - 1).collect(Collectors.toSet());
        addLine(lines, below, "global error: %s of the loss's derivative at the output", "hears", "hear");
        addLine(lines, l.targets().scalar(), "global reward: %s of the value of the loss", "hears", "hear");
        addLine(lines, l.targets().labels(), "labels: %s told the right answer", "is", "are");
        addLine(lines, l.targets().heads(), "labels: %s to predict the right answer on the spot", "learns", "learn");
        if (l.passes() > 1) {
            lines.add("several passes: " + l.passes() + " times through the network in a step");
        }
        if (lines.isEmpty()) {
            lines.add("nothing: every layer learns from what passes through it");
        }
        addLine(
                lines,
                l.errorPaths().feedback(),
                "(%s the error through a matrix in place of the weights)",
                "gets",
                "get");
        lines.add(String.format(Locale.ROOT, "(a step costs %.1f forward passes)", l.cost()));
        return lines;
    }

    private static void addLine(List<String> lines, Set<Integer> layers, String sentence, String one, String more) {
        if (!layers.isEmpty()) {
            String subject = layers.stream().sorted().map(i -> "layer" + i).collect(Collectors.joining(", "));
            lines.add(String.format(Locale.ROOT, sentence, subject + " " + (layers.size() == 1 ? one : more)));
        }
    }
}
