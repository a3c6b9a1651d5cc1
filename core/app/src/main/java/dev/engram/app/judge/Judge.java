package dev.engram.app.judge;

import dev.engram.app.run.Plan;
import dev.engram.app.run.Planner;
import dev.engram.app.run.RunLabels;
import dev.engram.engine.judge.AttemptLevel;
import dev.engram.engine.judge.Decision;
import dev.engram.engine.judge.Judgment;
import dev.engram.engine.queue.QueuedPlan;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoredPlan;
import dev.engram.engine.suite.Suite;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs baseline and candidate seed by seed until the sequential test decides.
 *
 * <p>The seeds belong to the suite: first its own, then those that follow. Each candidate against one baseline, by one
 * metric, is a plan of its own in the store, so the store knows how many were tried. The same candidate continues its
 * plan, and counts once; on other seeds, which are another chance, it counts again. How the user wrote the baseline
 * makes no difference: its runs identify it.
 */
public final class Judge {
    /** Where the seeds of confirmations begin; each pair of a baseline and a candidate has a block of its own. */
    private static final long FRESH = 1_000_000_000;

    private static final int BLOCK = 1_000_000;
    private static final int KEY_DIGITS = 8;

    private final Planner planner;

    @Inject
    public Judge(Planner planner) {
        this.planner = planner;
    }

    /**
     * Progress after some seeds.
     *
     * @param confirming true on fresh seeds
     */
    public record Progress(Judgment judgment, int atMost, boolean confirming) {
        /** Returns whether no more seeds follow. */
        public boolean isLast() {
            return judgment.decision() != Decision.UNDECIDED || judgment.seeds() == atMost;
        }
    }

    /**
     * Judges a candidate.
     *
     * @param maker makes the runs that are not stored
     * @param confirm whether a candidate to keep is judged again on fresh seeds
     * @throws JudgeFailedException if a run fails, if the candidate equals the baseline, or if seeds change nothing
     */
    public JudgeReport judge(JudgePlan plan, boolean confirm, Store store, RunMaker maker, Consumer<Progress> listener)
            throws JudgeFailedException {
        QueuedPlan key = new QueuedPlan(
                "judge " + plan.source().name() + ", "
                        + plan.criterion().metric().name() + ", against "
                        + RunLabels.digest(ids(plan.pairs().stream()
                                        .map(JudgePlan.Pair::baseline)
                                        .toList()))
                                .substring(0, KEY_DIGITS),
                digest(plan),
                "candidate " + plan.candidate().name() + " against "
                        + plan.baseline().name());
        RunLabels labels = RunLabels.begin(key, store);
        List<StoredPlan> attempts = store.plans(key.suite());
        int attempt = attempts.stream()
                .filter(p -> p.key() == labels.planKey())
                .mapToInt(StoredPlan::number)
                .findFirst()
                .orElseThrow();
        PairedRuns runs = new PairedRuns(plan, planner, store, labels, maker);
        Looks looks = new Looks(
                plan, runs, Math.max(1, maker.parallel() / (2 * plan.pairs().size())), listener);
        double level = AttemptLevel.of(attempt);
        JudgeReport.Part first = looks.judge(seeds(plan), level, false);
        boolean again = confirm && first.judgment().decision() == Decision.KEEP;
        Optional<JudgeReport.Part> confirmation =
                again ? Optional.of(looks.judge(freshSeeds(plan, key), AttemptLevel.TOTAL, true)) : Optional.empty();
        return new JudgeReport(plan, attempt, attempts.size(), level, first, confirmation);
    }

    /** Returns a hash of the runs of both sides on one seed, and of the order of all seeds. */
    private String digest(JudgePlan plan) {
        List<String> texts = new ArrayList<>(ids(plan.suite().cells()));
        leadingSeeds(plan.suite().seeds()).forEach(s -> texts.add("seed " + s));
        return RunLabels.digest(texts);
    }

    private List<String> ids(List<Suite.Cell> cells) {
        return planner.items(cells, List.of(1L), new ArrayList<>()).stream()
                .map(Plan.Item::id)
                .toList();
    }

    /** Returns the first seeds of a suite, without those at its end that would follow anyway. */
    static List<Long> leadingSeeds(List<Long> seeds) {
        int leading = Math.min(1, seeds.size());
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < seeds.size(); i++) {
            if (i > 0 && seeds.get(i) != largest + 1) {
                leading = i + 1;
            }
            largest = Math.max(largest, seeds.get(i));
        }
        return seeds.subList(0, leading);
    }

    /** Returns the seeds of the suite and those that follow. */
    static List<Long> seeds(JudgePlan plan) {
        List<Long> own = plan.suite().seeds();
        long next = own.stream().mapToLong(s -> s).max().orElse(0) + 1;
        List<Long> tuning = plan.source().tuning().map(t -> t.seeds()).orElse(List.of());
        LongStream further = LongStream.iterate(next, s -> s + 1).filter(s -> !tuning.contains(s));
        return LongStream.concat(own.stream().mapToLong(s -> s), further)
                .limit(plan.atMost())
                .boxed()
                .toList();
    }

    /**
     * Returns seeds that nothing else uses. They depend on the identity of both sides, because the number of the
     * attempt occurs again with the next baseline.
     */
    private static List<Long> freshSeeds(JudgePlan plan, QueuedPlan key) {
        String digest = RunLabels.digest(List.of(key.suite(), key.digest())).substring(0, KEY_DIGITS);
        long start = FRESH + HexFormat.fromHexDigitsToLong(digest) * BLOCK;
        return LongStream.iterate(start, s -> s + 1)
                .filter(s -> !plan.suite().seeds().contains(s))
                .limit(plan.atMost())
                .boxed()
                .toList();
    }

    /** Looks after every seed. The number of seeds that are run at once changes no decision. */
    private record Looks(JudgePlan plan, PairedRuns runs, int atOnce, Consumer<Progress> listener) {
        JudgeReport.Part judge(List<Long> seeds, double level, boolean confirming) throws JudgeFailedException {
            int made = 0;
            int next = Math.min(seeds.size(), Judgment.leastSeeds(level));
            while (true) {
                runs.make(seeds.subList(made, next));
                made = next;
                List<Long> looked = seeds.subList(0, made);
                checkRuns(looked);
                Judgment judgment = Judgment.of(
                        runs.advantages(looked), level, plan.criterion().margin());
                listener.accept(new Progress(judgment, seeds.size(), confirming));
                if (judgment.decision() != Decision.UNDECIDED || made == seeds.size()) {
                    List<Long> used = seeds.subList(0, judgment.seeds());
                    return new JudgeReport.Part(
                            judgment,
                            used,
                            runs.mean(false, used),
                            runs.mean(true, used),
                            new JudgeReport.Misses(runs.misses(false, used), runs.misses(true, used)));
                }
                next = Math.min(seeds.size(), made + atOnce);
            }
        }

        private void checkRuns(List<Long> looked) throws JudgeFailedException {
            if (runs.isIdentical(looked)) {
                throw new JudgeFailedException(
                        "the candidate '" + plan.candidate().name()
                                + "' equals the baseline: on each of " + looked.size()
                                + " seeds both end with the same parameters, bit for bit; there is nothing to judge");
            }
            if (looked.size() > 1 && runs.ignoresSeeds(looked)) {
                throw new JudgeFailedException("the seed changes no bit of any run, so more seeds are no evidence;"
                        + " let something depend on the seed, such as start: random on a landscape");
            }
        }
    }
}
