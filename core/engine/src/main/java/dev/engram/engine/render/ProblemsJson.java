package dev.engram.engine.render;

import dev.engram.engine.compare.OverallComparison;
import dev.engram.engine.compare.TargetProfile;
import dev.engram.engine.prose.OverallVerdicts;
import dev.engram.engine.prose.TargetProfileVerdicts;
import dev.engram.engine.statistics.Friedman;
import dev.engram.engine.statistics.MultiProblemComparison;
import dev.engram.engine.statistics.PerformanceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results over several problems, as JSON. */
final class ProblemsJson {
    private ProblemsJson() {}

    static Map<String, Object> overall(OverallComparison o) {
        MultiProblemComparison across = o.across();
        Optional<Friedman> friedman = across.friedman();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("metric", o.metric().name());
        object.put("control", o.control().orElse(null));
        object.put("problems", across.problems());
        object.put("incomplete", across.incomplete());
        object.put(
                "friedman_chi_squared", friedman.map(Friedman::chiSquaredTies).orElse(Double.NaN));
        object.put("friedman_f", friedman.map(Friedman::f).orElse(Double.NaN));
        object.put("friedman_p", friedman.map(Friedman::pF).orElse(Double.NaN));
        object.put("critical_difference", across.criticalDifference());
        Map<String, Object> ranks = new LinkedHashMap<>();
        across.variants().forEach(v -> ranks.put(v, o.meanRank(v).orElse(Double.NaN)));
        object.put("mean_ranks", ranks);
        object.put("pairs", across.pairs().stream().map(ProblemsJson::pair).toList());
        object.put("verdicts", OverallVerdicts.of(o));
        return object;
    }

    private static Map<String, Object> pair(MultiProblemComparison.Pair p) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("a", p.a());
        pair.put("b", p.b());
        pair.put("higher", p.comparison().higher());
        pair.put("equal", p.comparison().equal());
        pair.put("lower", p.comparison().lower());
        pair.put("median", p.comparison().median());
        pair.put("p", p.comparison().test().p());
        pair.put("p_holm", p.pHolm());
        return pair;
    }

    static Map<String, Object> profile(TargetProfile t) {
        List<Object> variants = new ArrayList<>();
        for (int v = 0; v < t.variants().size(); v++) {
            Map<String, Object> variant = new LinkedHashMap<>();
            variant.put("name", t.variants().get(v));
            variant.put("score", t.profile().score(v, TargetProfile.MAX_RATIO));
            variant.put("steps", steps(t.profile(), v));
            variants.add(variant);
        }
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("cost", t.cost());
        profile.put("problems", t.problems());
        profile.put("unsolved", t.unsolved());
        profile.put("variants", variants);
        profile.put("verdicts", TargetProfileVerdicts.of(t));
        return profile;
    }

    private static List<Map<String, Object>> steps(PerformanceProfile profile, int variant) {
        return Arrays.stream(profile.ratios(variant))
                .filter(Double::isFinite)
                .distinct()
                .mapToObj(tau -> {
                    Map<String, Object> step = new LinkedHashMap<>();
                    step.put("ratio", tau);
                    step.put("share", profile.share(variant, tau));
                    step.put("band", profile.confidenceBand(variant, tau));
                    return step;
                })
                .toList();
    }
}
