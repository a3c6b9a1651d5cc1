package dev.engram.testkit.contract.listener;

import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.RunResult;
import dev.engram.engine.train.Incompatibility;
import dev.engram.spi.listener.Listener;
import dev.engram.testkit.contract.check.Checks;
import dev.engram.testkit.contract.check.ContractResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The contract of listeners. Each is checked in a classification, a regression and a descent on a landscape. */
public final class ListenerChecks {
    public static final String FOLLOWS = "it follows a run, or rejects it with a message";
    public static final String CHANGES_NOTHING = "a run with it has the parameters and measurements of the run without";
    public static final String REPEATS = "it records the same series in the same run, also after an interruption";
    public static final String SERIES = "each of its series has a name, and one finite number or NaN after a step";

    private static final Set<String> PHASES = Set.of(Measurement.LISTENER, Measurement.HISTOGRAM);

    private ListenerChecks() {}

    /** Adds the checks of a listener. */
    public static void add(Checks to, Listener listener) {
        to.add(FOLLOWS, () -> follows(listener));
        to.add(CHANGES_NOTHING, () -> changesNothing(listener));
        to.add(REPEATS, () -> repeats(listener));
        to.add(SERIES, () -> series(listener));
    }

    private static List<ListenedTask> followed(Listener listener) {
        return ListenedTask.ALL.stream()
                .filter(t -> t.incompatibilities(listener).isEmpty())
                .toList();
    }

    private static ContractResult follows(Listener listener) {
        List<String> followed = new ArrayList<>();
        for (ListenedTask task : ListenedTask.ALL) {
            List<Incompatibility> why = task.incompatibilities(listener);
            if (why.isEmpty()) {
                followed.add(task.name());
            } else if (why.get(0).reason().endsWith(".") || why.get(0).reason().endsWith(": ")) {
                return ContractResult.failed(
                        "%s: expected a reason without a full stop, found '%s'",
                        task.name(), why.get(0).reason());
            }
        }
        return followed.isEmpty()
                ? ContractResult.failed("expected it to follow some run, found that it rejects all")
                : ContractResult.passed("%s", String.join(", ", followed));
    }

    private static List<Measurement> of(RunResult result, boolean listened) {
        return result.measurements().stream()
                .filter(m -> PHASES.contains(m.phase()) == listened)
                .toList();
    }

    private static ContractResult changesNothing(Listener listener) {
        for (ListenedTask task : followed(listener)) {
            RunResult without = task.resultWithout();
            RunResult with = task.resultWith(listener);
            if (!with.hash().equals(without.hash())) {
                return ContractResult.failed(
                        "%s: expected parameters with the hash %s, found %s", task.name(), without.hash(), with.hash());
            }
            if (!of(with, false).equals(of(without, false))
                    || !with.artifacts()
                            .predictions()
                            .equals(without.artifacts().predictions())
                    || with.cost().multiplyAdds() != without.cost().multiplyAdds()) {
                return ContractResult.failed(
                        "%s: expected the measurements of the run without it, found others", task.name());
            }
        }
        return ContractResult.passed("equal in %d runs", followed(listener).size());
    }

    private static ContractResult repeats(Listener listener) {
        for (ListenedTask task : followed(listener)) {
            List<Measurement> first = of(task.resultWith(listener), true);
            if (!first.equals(of(task.resultWith(listener), true))) {
                return ContractResult.failed("%s: expected the same series in a second run, found others", task.name());
            }
            RunResult resumed = task.resumedResultWith(listener);
            if (!first.equals(of(resumed, true))
                    || !resumed.hash().equals(task.resultWithout().hash())) {
                return ContractResult.failed(
                        "%s: expected the same series from a run that continues after step %d, found others;"
                                + " numbers that are kept between events belong into ListenerSetup.state",
                        task.name(), ListenedTask.CHECKPOINT);
            }
        }
        return ContractResult.passed("continued after step %d", ListenedTask.CHECKPOINT);
    }

    private record Place(long step, String phase, String metric) {}

    private static ContractResult series(Listener listener) {
        int most = 0;
        for (ListenedTask task : followed(listener)) {
            Set<Place> places = new HashSet<>();
            List<Measurement> recorded = of(task.resultWith(listener), true);
            for (Measurement m : recorded) {
                if (m.metric().endsWith("/") || m.metric().contains("/[")) {
                    return ContractResult.failed("%s: expected a series with a name, found none", task.name());
                }
                if (Double.isInfinite(m.value())) {
                    return ContractResult.failed(
                            "%s, %s: expected a finite number or NaN, found %s", task.name(), m.metric(), m.value());
                }
                if (!places.add(new Place(m.step(), m.phase(), m.metric()))) {
                    return ContractResult.failed(
                            "%s, %s: expected one number after step %d, found two", task.name(), m.metric(), m.step());
                }
            }
            most = Math.max(most, recorded.size());
        }
        return ContractResult.passed("up to %d numbers", most);
    }
}
