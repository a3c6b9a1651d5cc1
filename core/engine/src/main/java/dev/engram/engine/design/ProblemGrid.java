package dev.engram.engine.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cells of one problem, by their levels. */
final class ProblemGrid {
    private final DesignPlan plan;
    private final List<Factor> strataFactors;
    private final List<Factor> questioned;
    private final Map<String, Map<String, Factor.Level>> levelsByLabel = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<UnansweredQuestion> unanswered = new ArrayList<>();
    private final Optional<String> problem;
    /** By the levels on the questioned axes, then by stratum. */
    private final Map<List<String>, Map<List<String>, DesignCell>> byLevels = new LinkedHashMap<>();

    private final Set<List<String>> strata = new LinkedHashSet<>();
    private final List<String> reference;
    private final String referenceName;

    ProblemGrid(DesignPlan plan, Optional<String> problem, List<DesignCell> here) {
        this.plan = plan;
        this.problem = problem;
        this.questioned = plan.questioned();
        this.strataFactors = plan.strata();
        this.reference =
                questioned.stream().map(f -> f.reference().orElseThrow()).toList();
        this.referenceName = plan.referenceName();
        for (Factor f : plan.factors()) {
            Map<String, Factor.Level> byLabel = new HashMap<>();
            f.levels().forEach(l -> byLabel.put(l.label(), l));
            levelsByLabel.put(f.name(), byLabel);
        }
        for (DesignCell c : here) {
            byLevels.computeIfAbsent(c.compared(plan), k -> new LinkedHashMap<>())
                    .put(c.stratum(plan), c);
            strata.add(c.stratum(plan));
        }
    }

    /** Asks all questions of the kinds that the plan declares. */
    void ask() {
        if (plan.kinds().contains(QuestionKind.CELL)) {
            cellQuestions();
        }
        if (plan.kinds().contains(QuestionKind.MAIN_EFFECT)) {
            mainEffects();
        }
        if (plan.kinds().contains(QuestionKind.INTERACTION)) {
            strataFactors.forEach(this::interactions);
        }
        if (plan.kinds().contains(QuestionKind.TREND)) {
            strataFactors.forEach(this::trends);
        }
    }

    List<Question> questions() {
        return questions;
    }

    List<UnansweredQuestion> unanswered() {
        return unanswered;
    }

    private List<List<String>> comparedLevels() {
        return byLevels.keySet().stream().filter(l -> !l.equals(reference)).toList();
    }

    private Optional<DesignCell> cell(List<String> levels, List<String> stratum) {
        return Optional.ofNullable(byLevels.getOrDefault(levels, Map.of()).get(stratum));
    }

    private Optional<DesignCell> run(List<String> levels, List<String> stratum) {
        return cell(levels, stratum).filter(c -> c.absent().isEmpty());
    }

    private boolean hasGap(List<String> levels, List<String> stratum) {
        return run(levels, stratum).isPresent() && run(reference, stratum).isPresent();
    }

    private void cellQuestions() {
        for (List<String> stratum : strata) {
            for (List<String> levels : comparedLevels()) {
                Optional<DesignCell> cell = run(levels, stratum);
                Optional<DesignCell> against = cell(reference, stratum);
                if (cell.isEmpty() || against.isEmpty()) {
                    continue;
                }
                Map<String, Double> weights = new LinkedHashMap<>();
                weights.put(cell.get().name(), 1.0);
                weights.put(against.get().name(), -1.0);
                Question question = new Question(
                        QuestionKind.CELL,
                        problem,
                        gap(levels),
                        stratumLevels(stratum),
                        Optional.empty(),
                        new Question.Strata(1, strata.size()),
                        List.of(weights));
                against.get()
                        .absent()
                        .ifPresentOrElse(
                                reason -> unanswered.add(new UnansweredQuestion(
                                        question, against.get().name(), reason)),
                                () -> questions.add(question));
            }
        }
    }

    private void mainEffects() {
        if (strata.size() == 1) {
            return; // the mean over one stratum is the question of its cell
        }
        for (List<String> levels : comparedLevels()) {
            List<List<String>> used =
                    strata.stream().filter(s -> hasGap(levels, s)).toList();
            if (used.size() > 1) {
                List<Map<String, Double>> terms = new ArrayList<>();
                for (List<String> s : used) {
                    Map<String, Double> gap = new LinkedHashMap<>();
                    addGap(gap, levels, s, 1.0 / used.size());
                    terms.add(gap);
                }
                add(QuestionKind.MAIN_EFFECT, levels, Optional.empty(), used.size(), strata.size(), terms);
            }
        }
    }

    /**
     * From the first level to each other or, if the levels are numbers, from the lowest to the highest only. Levels
     * without any gap are left out.
     */
    private void interactions(Factor moderator) {
        Set<List<String>> others = others(moderator);
        for (List<String> levels : comparedLevels()) {
            List<Factor.Level> run = moderator.levels().stream()
                    .filter(l -> others.stream().anyMatch(o -> hasGap(levels, with(o, moderator, l))))
                    .toList();
            List<Factor.Level> ends = moderator.numeric() ? ends(run) : run;
            for (Factor.Level to : ends.subList(Math.min(1, ends.size()), ends.size())) {
                Factor.Level from = ends.get(0);
                List<List<String>> used = others.stream()
                        .filter(o -> hasGap(levels, with(o, moderator, from)) && hasGap(levels, with(o, moderator, to)))
                        .toList();
                if (!used.isEmpty()) {
                    List<Map<String, Double>> terms = new ArrayList<>();
                    for (List<String> o : used) {
                        Map<String, Double> change = new LinkedHashMap<>();
                        addGap(change, levels, with(o, moderator, to), 1.0 / used.size());
                        addGap(change, levels, with(o, moderator, from), -1.0 / used.size());
                        terms.add(change);
                    }
                    add(
                            QuestionKind.INTERACTION,
                            levels,
                            Optional.of(new Question.Moderator(moderator.name(), from, to, false)),
                            used.size(),
                            others.size(),
                            terms);
                }
            }
        }
    }

    /** The least-squares slope. Along two levels it is the interaction, and asked only once. */
    private void trends(Factor moderator) {
        boolean asked = plan.kinds().contains(QuestionKind.INTERACTION);
        int least = asked ? 3 : 2;
        if (!moderator.numeric() || moderator.levels().size() < least) {
            return;
        }
        Set<List<String>> others = others(moderator);
        for (List<String> levels : comparedLevels()) {
            List<List<String>> used = others.stream()
                    .filter(o -> levelsWithGap(levels, o, moderator).size() >= least)
                    .toList();
            List<Map<String, Double>> terms = new ArrayList<>();
            for (List<String> o : used) {
                Map<String, Double> weights = new LinkedHashMap<>();
                List<Factor.Level> along = levelsWithGap(levels, o, moderator);
                double[] slope =
                        slope(along.stream().mapToDouble(moderator::position).toArray());
                for (int i = 0; i < slope.length; i++) {
                    addGap(weights, levels, with(o, moderator, along.get(i)), slope[i] / used.size());
                }
                terms.add(weights);
            }
            if (!used.isEmpty()) {
                List<Factor.Level> ends = ends(used.stream()
                        .flatMap(o -> levelsWithGap(levels, o, moderator).stream())
                        .distinct()
                        .toList());
                Question.Moderator along =
                        new Question.Moderator(moderator.name(), ends.get(0), ends.get(1), moderator.positive());
                add(QuestionKind.TREND, levels, Optional.of(along), used.size(), others.size(), terms);
            }
        }
    }

    private List<Factor.Level> levelsWithGap(List<String> levels, List<String> others, Factor moderator) {
        return moderator.levels().stream()
                .filter(l -> hasGap(levels, with(others, moderator, l)))
                .toList();
    }

    /** The coefficients with which values at these positions sum to their least-squares slope. */
    private static double[] slope(double[] positions) {
        double mean = 0;
        for (double x : positions) {
            mean += x / positions.length;
        }
        double squares = 0;
        for (double x : positions) {
            squares += (x - mean) * (x - mean);
        }
        double[] coefficients = new double[positions.length];
        for (int i = 0; i < positions.length; i++) {
            coefficients[i] = (positions[i] - mean) / squares;
        }
        return coefficients;
    }

    /** The strata without the level of the moderator, which is null in them. */
    private Set<List<String>> others(Factor moderator) {
        int at = strataFactors.indexOf(moderator);
        Set<List<String>> others = new LinkedHashSet<>();
        for (List<String> stratum : strata) {
            List<String> rest = new ArrayList<>(stratum);
            rest.set(at, null);
            others.add(rest);
        }
        return others;
    }

    private List<String> with(List<String> others, Factor moderator, Factor.Level level) {
        List<String> stratum = new ArrayList<>(others);
        stratum.set(strataFactors.indexOf(moderator), level.label());
        return stratum;
    }

    /** Adds the gap in a stratum; a weight of 0 is left out. */
    private void addGap(Map<String, Double> weights, List<String> levels, List<String> stratum, double weight) {
        if (weight != 0) {
            weights.put(run(levels, stratum).orElseThrow().name(), weight);
            weights.put(run(reference, stratum).orElseThrow().name(), -weight);
        }
    }

    private void add(
            QuestionKind kind,
            List<String> levels,
            Optional<Question.Moderator> moderator,
            int used,
            int all,
            List<Map<String, Double>> terms) {
        questions.add(
                new Question(kind, problem, gap(levels), Map.of(), moderator, new Question.Strata(used, all), terms));
    }

    private Question.Gap gap(List<String> levels) {
        return new Question.Gap(
                String.join(", ", questioned.stream().map(Factor::name).toList()), displayName(levels), referenceName);
    }

    private String displayName(List<String> levels) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            names.add(levelsByLabel
                    .get(questioned.get(i).name())
                    .get(levels.get(i))
                    .displayName());
        }
        return String.join(", ", names);
    }

    private Map<String, Factor.Level> stratumLevels(List<String> stratum) {
        Map<String, Factor.Level> levels = new LinkedHashMap<>();
        for (int i = 0; i < stratum.size(); i++) {
            Factor factor = strataFactors.get(i);
            levels.put(factor.name(), levelsByLabel.get(factor.name()).get(stratum.get(i)));
        }
        return levels;
    }

    /** The lowest and the highest of some levels; the same list if there are fewer than two. */
    private static List<Factor.Level> ends(List<Factor.Level> levels) {
        Comparator<Factor.Level> byScore =
                Comparator.comparingDouble(l -> l.score().orElseThrow());
        List<Factor.Level> sorted = levels.stream().sorted(byScore).toList();
        return sorted.size() < 2 ? sorted : List.of(sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
