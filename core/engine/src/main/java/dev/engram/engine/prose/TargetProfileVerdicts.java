package dev.engram.engine.prose;

import dev.engram.engine.compare.NumberFormats;
import dev.engram.engine.compare.TargetProfile;
import dev.engram.engine.statistics.PerformanceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a performance profile shows. */
public final class TargetProfileVerdicts {
    private static final double[] REPORTED_RATIOS = {1, 2, TargetProfile.MAX_RATIO};

    private TargetProfileVerdicts() {}

    /** The variants, best first, and the problems that no variant solves. */
    public static List<String> of(TargetProfile t) {
        PerformanceProfile p = t.profile();
        String each = IntStream.range(0, t.variants().size())
                .boxed()
                .sorted(Comparator.comparingDouble(v -> -p.score(v, TargetProfile.MAX_RATIO)))
                .map(v -> t.variants().get(v) + " "
                        + IntStream.range(0, REPORTED_RATIOS.length)
                                .mapToObj(i -> solved(t, p, v, REPORTED_RATIOS[i]))
                                .collect(Collectors.joining(", "))
                        + " (" + NumberFormats.significantDigits(p.score(v, TargetProfile.MAX_RATIO), 2) + ")")
                .collect(Collectors.joining("; "));
        List<String> lines = new ArrayList<>(List.of("Of " + t.problems().size()
                + " problems, the number whose target is reached within 1, 2 and 4 times the " + t.cost()
                + " of the variant that is cheapest on that problem (performance profile of medians over seeds; in"
                + " parentheses the mean share for factors from 1 to 4, 1 is best): "
                + each + "."));
        if (!t.unsolved().isEmpty()) {
            lines.add("No variant reaches the target of: " + String.join(", ", t.unsolved()) + ".");
        }
        return lines;
    }

    private static String solved(TargetProfile t, PerformanceProfile p, int variant, double tau) {
        return Integer.toString(
                (int) Math.round(p.share(variant, tau) * t.problems().size()));
    }
}
