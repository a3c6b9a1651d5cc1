package dev.engram.engine.prose;

import dev.engram.engine.significance.Contrast;
import dev.engram.engine.significance.DifferenceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Differences by their verdicts, where they are too many for a sentence each. */
final class GroupedVerdicts {
    /** The last line of a list in which names have numbers of seeds. */
    private static final String SEEDS_AFTER_NAMES =
            "After a name: about how many more seeds would be needed to show a difference of the size seen.";

    private GroupedVerdicts() {}

    /** A difference from the reference, and its name. */
    record Named(String name, Contrast contrast) {}

    /** Returns a line for each verdict that occurs: of the gaps to a reference, then of the changes of such gaps. */
    static List<String> of(List<Named> gaps, List<Named> changes, String reference) {
        List<String> lines = new ArrayList<>(lines(gaps, verdict -> ofGap(verdict, reference)));
        lines.addAll(lines(changes, verdict -> ofChange(verdict, reference)));
        return withSeeds(lines, gaps, changes);
    }

    /** Returns a line for each verdict that occurs on the steps to a target. */
    static List<String> ofTargets(List<Named> times, String reference) {
        return withSeeds(lines(times, verdict -> ofTarget(verdict, reference)), times, List.of());
    }

    private static List<String> withSeeds(List<String> lines, List<Named> some, List<Named> others) {
        List<String> all = new ArrayList<>(lines);
        if (hasSeeds(some) || hasSeeds(others)) {
            all.add(SEEDS_AFTER_NAMES);
        }
        return all;
    }

    private static boolean hasSeeds(List<Named> compared) {
        return compared.stream().anyMatch(n -> n.contrast().additionalSeeds().isPresent());
    }

    private static List<String> lines(List<Named> compared, Function<DifferenceVerdict, String> heading) {
        List<String> lines = new ArrayList<>();
        for (DifferenceVerdict verdict : DifferenceVerdict.values()) {
            List<Named> group = compared.stream()
                    .filter(n -> n.contrast().verdict() == verdict)
                    .toList();
            if (!group.isEmpty()) {
                String separator = group.stream().anyMatch(n -> n.name().contains(", ")) ? "; " : ", ";
                lines.add(Sentences.capitalize(heading.apply(verdict)) + " (" + group.size() + "): "
                        + group.stream().map(n -> n.name() + more(n.contrast())).collect(Collectors.joining(separator))
                        + ".");
            }
        }
        return lines;
    }

    private static String ofGap(DifferenceVerdict verdict, String reference) {
        return switch (verdict) {
            case NO_VALUES -> "diverged or exploded in all seeds, like " + reference;
            case SAME -> "the same as " + reference + " in all seeds";
            case NOT_SHOWN, TOO_FEW_SEEDS, NOT_COMPARED ->
                undecided(verdict, "difference from " + reference, reference);
            default -> verdict.word() + " than " + reference;
        };
    }

    private static String ofChange(DifferenceVerdict verdict, String reference) {
        String gap = "the gap to " + reference;
        return switch (verdict) {
            case BETTER -> "gains on " + reference;
            case WORSE -> "loses against " + reference;
            case HIGHER -> gap + " rises";
            case LOWER -> gap + " falls";
            case SAME -> gap + " does not change in any seed";
            case NO_VALUES -> "the change of " + gap + " has no value: runs diverged or exploded";
            case NOT_SHOWN, TOO_FEW_SEEDS, NOT_COMPARED -> undecided(verdict, "change of " + gap, reference);
        };
    }

    private static String ofTarget(DifferenceVerdict verdict, String reference) {
        return switch (verdict) {
            case BETTER, LOWER -> "sooner than " + reference;
            case WORSE, HIGHER -> "later than " + reference;
            case SAME -> "as soon as " + reference + " in all seeds";
            case NO_VALUES -> "never, like " + reference;
            case NOT_SHOWN, TOO_FEW_SEEDS, NOT_COMPARED ->
                undecided(verdict, "difference from " + reference, reference);
        };
    }

    private static String undecided(DifferenceVerdict verdict, String what, String reference) {
        return switch (verdict) {
            case NOT_SHOWN -> "no " + what + " shown";
            case TOO_FEW_SEEDS -> "too few seeds to show any " + what;
            default -> "not compared with " + reference;
        };
    }

    private static String more(Contrast d) {
        OptionalInt more = d.additionalSeeds();
        return more.isPresent() ? " (+" + Sentences.rounded(more.getAsInt()) + ")" : "";
    }
}
