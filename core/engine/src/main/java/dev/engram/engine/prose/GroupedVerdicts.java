package dev.engram.engine.prose;

import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Differences by their verdicts, where they are too many for a sentence each. */
final class GroupedVerdicts {
    private GroupedVerdicts() {}

    /** A difference from the reference, and its name. */
    record Named(String name, Contrast contrast) {}

    /** Returns a line for each verdict that occurs. */
    static List<String> of(List<Named> compared, String reference) {
        List<String> lines = new ArrayList<>();
        for (DifferenceVerdict verdict : DifferenceVerdict.values()) {
            List<Named> group = compared.stream()
                    .filter(n -> n.contrast().verdict() == verdict)
                    .toList();
            if (!group.isEmpty()) {
                String heading = switch (verdict) {
                    case NOT_SHOWN -> "no difference from " + reference + " shown";
                    case TOO_FEW_SEEDS -> "too few seeds to show any difference from " + reference;
                    case SAME -> "the same as " + reference + " in all seeds";
                    case NO_VALUES -> "diverged or exploded in all seeds, like " + reference;
                    case NOT_COMPARED -> "not compared with " + reference;
                    default -> verdict.word() + " than " + reference;
                };
                lines.add(Sentences.capitalize(heading) + " (" + group.size() + "): "
                        + group.stream().map(n -> n.name() + more(n.contrast())).collect(Collectors.joining(", "))
                        + ".");
            }
        }
        if (compared.stream().anyMatch(n -> n.contrast().additionalSeeds().isPresent())) {
            lines.add("After a name: about how many more seeds would be needed to show a difference of the size seen.");
        }
        return lines;
    }

    private static String more(Contrast d) {
        OptionalInt more = d.additionalSeeds();
        return more.isPresent() ? " (+" + Sentences.rounded(more.getAsInt()) + ")" : "";
    }
}
