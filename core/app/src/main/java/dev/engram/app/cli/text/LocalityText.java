package dev.engram.app.cli.text;

import dev.engram.engine.inspect.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The information that a learning rule uses and a synapse does not have, as sentences. */
final class LocalityText {
    private LocalityText() {}

    /** Returns one line for each finding. */
    static List<String> lines(Locality l) {
        List<String> lines = new ArrayList<>();
        addLine(
                lines,
                l.errorPaths().transport(),
                "weight transport: %s the error through the weights of the layers above",
                "receives",
                "receive");
        if (l.errorPaths().headTransport()) {
            lines.add("weight transport: errors pass backward through the weights of layers that the rule added");
        }
        Set<Integer> below =
                l.targets().error().stream().filter(i -> i < l.depth() - 1).collect(Collectors.toSet());
        addLine(lines, below, "global error: %s the derivative of the loss at the output", "receives", "receive");
        addLine(lines, l.targets().scalar(), "global reward: %s the value of the loss", "receives", "receive");
        addLine(lines, l.targets().labels(), "labels: %s the labels or targets", "receives", "receive");
        addLine(
                lines,
                l.targets().heads(),
                "labels: %s to predict the labels with a readout of its own",
                "learns",
                "learn");
        if (l.passes() > 1) {
            lines.add("several passes: " + l.passes() + " forward passes through the network per step");
        }
        if (lines.isEmpty()) {
            lines.add("none: every layer learns only from what passes through it");
        }
        addLine(
                lines,
                l.errorPaths().feedback(),
                "(%s the error through a feedback matrix instead of the weights)",
                "receives",
                "receive");
        lines.add(String.format(Locale.ROOT, "(a step costs as much as %.1f forward passes)", l.cost()));
        return lines;
    }

    private static void addLine(List<String> lines, Set<Integer> layers, String sentence, String one, String more) {
        if (!layers.isEmpty()) {
            String subject = layers.stream().sorted().map(i -> "layer" + i).collect(Collectors.joining(", "));
            lines.add(String.format(Locale.ROOT, sentence, subject + " " + (layers.size() == 1 ? one : more)));
        }
    }
}
