package dev.engram.bench;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.LearningRule;
import dev.engram.spi.LocalRule;
import dev.engram.spi.Requirement;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of the benchmarks that run in one JVM on one core. */
final class BenchmarkTables {
    private static final List<String> SHAPES = List.of("32x32x64", "64x128x784", "128x512x784", "256x2048x2048");
    private static final String SMALL = "64-32-10",
            LARGE = "784-512-512-10",
            SMALL_LAYER = "64-10",
            LARGE_LAYER = "784-10";
    /** With a learning rate of 0 the parameters do not change, so that no rule diverges. */
    private static final String ZERO_RATE = "{sgd: {rate: 0}}";

    private final BenchmarkOptions options;
    private final PrintStream out;

    BenchmarkTables(BenchmarkOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    private static BenchmarkCase steps(String network, int batch, String rule, String optimizer) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("network", network);
        p.put("batch", Integer.toString(batch));
        p.put("rule", rule);
        p.put("optimizer", optimizer);
        return new BenchmarkCase(StepBenchmark.class, "step", p);
    }

    private Rounds measure(Set<BenchmarkCase> benchmarks) throws IOException {
        return new Rounds(benchmarks, options.rounds(), options.millis(), System.err);
    }

    private double peak(Rounds r) {
        double peak = PeakBenchmark.FLOP / r.time(BenchmarkCase.peak());
        out.printf(Locale.ROOT, "peak %.1f GFLOP/s (multiply-adds in registers)%n", peak);
        return peak;
    }

    private void row(String format, Object... columns) {
        out.printf(Locale.ROOT, format + "%n", columns);
    }

    void products() throws IOException {
        record Case(String shape, ProductBenchmark.Form form, BenchmarkCase ours, BenchmarkCase openBlas) {}
        List<Case> cases = new ArrayList<>();
        Set<BenchmarkCase> benchmarks = new LinkedHashSet<>(Set.of(BenchmarkCase.peak()));
        for (String shape : SHAPES) {
            for (ProductBenchmark.Form form : ProductBenchmark.Form.values()) {
                if (options.matches(shape, form.name())) {
                    Case c = new Case(shape, form, product(shape, form, "engram"), product(shape, form, "openblas"));
                    cases.add(c);
                    benchmarks.add(c.ours());
                    benchmarks.add(c.openBlas());
                }
            }
        }
        Rounds r = measure(benchmarks);
        double peak = peak(r);
        row(
                "%-16s %-4s %12s %8s %8s %8s %10s %8s",
                "m x n x k", "form", "us", "GFLOP/s", "of peak", "spread", "OpenBLAS", "ratio");
        for (Case c : cases) {
            int[] s = ProductBenchmark.sizes(c.shape());
            double flop = 2.0 * s[0] * s[1] * s[2], ours = r.time(c.ours()), theirs = r.time(c.openBlas());
            row(
                    "%-16s %-4s %12.2f %8.1f %7.0f%% %7.0f%% %10.1f %8.2f",
                    c.shape(),
                    c.form(),
                    ours / 1000,
                    flop / ours,
                    100 * flop / ours / peak,
                    100 * r.relativeRange(c.ours()),
                    flop / theirs,
                    theirs / ours);
        }
    }

    private static BenchmarkCase product(String shape, ProductBenchmark.Form form, String library) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("shape", shape);
        p.put("form", form.name());
        p.put("library", library);
        return new BenchmarkCase(ProductBenchmark.class, "multiply", p);
    }

    void steps() throws IOException {
        Map<BenchmarkCase, String> cases = new LinkedHashMap<>();
        BenchmarkNetwork.BATCHES.forEach((network, batch) -> {
            for (String optimizer : List.of("sgd", "adam")) {
                if (options.matches(network, optimizer)) {
                    cases.put(
                            steps(
                                    network,
                                    batch,
                                    "backprop",
                                    optimizer.equals("sgd") ? "{sgd: {rate: 0.01}}" : "{adam: {rate: 0.001}}"),
                            optimizer);
                }
            }
        });
        Set<BenchmarkCase> benchmarks = new LinkedHashSet<>(Set.of(BenchmarkCase.peak()));
        benchmarks.addAll(cases.keySet());
        Rounds r = measure(benchmarks);
        double peak = peak(r);
        Catalog catalog = BenchmarkSetup.catalog();
        row(
                "%-20s %6s %-6s %12s %14s %8s %8s %8s",
                "network", "batch", "", "us/step", "examples/s", "GFLOP/s", "of peak", "spread");
        cases.forEach((t, optimizer) -> {
            String network = t.parameters().get("network");
            int batch = BenchmarkNetwork.BATCHES.get(network);
            // A multiply-add is two operations.
            double flop = 2.0 * BenchmarkSetup.multiplyAdds(catalog, network, batch, "backprop", "sgd");
            double ns = r.time(t), rate = flop / ns;
            row(
                    "%-20s %6d %-6s %12.2f %14.0f %8.1f %7.0f%% %7.0f%%",
                    network,
                    batch,
                    optimizer,
                    ns / 1000,
                    batch / ns * 1e9,
                    rate,
                    100 * rate / peak,
                    100 * r.relativeRange(t));
        });
    }

    void optimizers() throws IOException {
        Set<BenchmarkCase> benchmarks = new LinkedHashSet<>();
        Map<BenchmarkCase, BenchmarkCase> gradients = new LinkedHashMap<>();
        Catalog catalog = BenchmarkSetup.catalog();
        List<Entry> entries =
                catalog.of(Kind.OPTIMIZER).stream().filter(this::hasDefaults).toList();
        for (String network : List.of(SMALL, "784-128-10", LARGE)) {
            BenchmarkCase gradient = new BenchmarkCase(
                    OptimizerBenchmark.class, "gradient", Map.of("network", network, "optimizer", "sgd"));
            for (Entry e : entries) {
                if (options.matches(network, e.name()) && applies(catalog, network, e)) {
                    Map<String, String> p = new LinkedHashMap<>();
                    p.put("network", network);
                    p.put("optimizer", e.name());
                    gradients.put(new BenchmarkCase(OptimizerBenchmark.class, "step", p), gradient);
                }
            }
        }
        benchmarks.addAll(gradients.values());
        benchmarks.addAll(gradients.keySet());
        Rounds r = measure(benchmarks);
        row(
                "%-16s %-20s %10s %12s %12s %12s %8s",
                "network", "optimizer", "weights", "us/step", "ns/weight", "evaluations", "spread");
        gradients.forEach((t, gradient) -> {
            String network = t.parameters().get("network");
            int n = OptimizerBenchmark.weights(network);
            String optimizer = t.parameters().get("optimizer");
            double evaluations = OptimizerBenchmark.evaluationsPerStep(catalog, network, optimizer);
            double ns = r.time(t) - evaluations * r.time(gradient); // the gradient's cost is that of a rule
            row(
                    "%-16s %-20s %10d %12.2f %12.3f %12.1f %7.0f%%",
                    network, optimizer, n, ns / 1000, ns / n, evaluations, 100 * r.relativeRange(t));
        });
    }

    /** Returns whether all hyperparameters have defaults. */
    private boolean hasDefaults(Entry e) {
        boolean complete =
                e.hyperparameters().stream().allMatch(f -> f.defaultValue().isPresent());
        if (!complete) {
            row("%-20s left out: some of its hyperparameters have no default", e.name());
        }
        return complete;
    }

    /** Returns whether the optimizer applies to the network. */
    private boolean applies(Catalog catalog, String network, Entry e) {
        try {
            OptimizerBenchmark.stepper(catalog, network, e.name(), new OptimizerBenchmark.MovingQuadratic(network));
            return true;
        } catch (IncompatibleException m) {
            row("%-20s left out on %s: %s", e.name(), network, m.getMessage());
            return false;
        }
    }

    void rules() throws IOException {
        record Case(String network, String rule, double work, BenchmarkCase benchmarkCase) {}
        List<Case> cases = new ArrayList<>();
        Set<BenchmarkCase> benchmarks = new LinkedHashSet<>();
        Catalog catalog = BenchmarkSetup.catalog();
        for (Entry e : catalog.of(Kind.LEARNING_RULE)) {
            if (!hasDefaults(e)) {
                continue;
            }
            boolean one =
                    oneLayer(BenchmarkSetup.rule(BenchmarkSetup.run(catalog, SMALL_LAYER, 1, e.name(), ZERO_RATE)));
            for (String network : one ? List.of(SMALL_LAYER, LARGE_LAYER) : List.of(SMALL, LARGE)) {
                if (!options.matches(network, e.name())) {
                    continue;
                }
                try {
                    double work = multiplyAdds(catalog, network, e.name()) / multiplyAdds(catalog, network, "backprop");
                    Case c = new Case(network, e.name(), work, steps(network, batch(network), e.name(), ZERO_RATE));
                    cases.add(c);
                    benchmarks.add(backprop(network));
                    benchmarks.add(c.benchmarkCase());
                } catch (IncompatibleException m) {
                    row("%-20s left out on %s: %s", e.name(), network, m.getMessage());
                }
            }
        }
        Rounds r = measure(benchmarks);
        row(
                "%-20s %-16s %6s %12s %14s %14s %8s",
                "rule", "network", "batch", "us/step", "time/backprop", "work/backprop", "spread");
        for (Case c : cases) {
            double ns = r.time(c.benchmarkCase());
            row(
                    "%-20s %-16s %6d %12.2f %14.2f %14.2f %7.0f%%",
                    c.rule(),
                    c.network(),
                    batch(c.network()),
                    ns / 1000,
                    ns / r.time(backprop(c.network())),
                    c.work(),
                    100 * r.relativeRange(c.benchmarkCase()));
        }
    }

    private static BenchmarkCase backprop(String network) {
        return steps(network, batch(network), "backprop", ZERO_RATE);
    }

    private static int batch(String network) {
        return BenchmarkNetwork.BATCHES.get(network.startsWith("64-") ? SMALL : LARGE);
    }

    /** Rules that need a single layer, and rules that receive nothing from above, whose layers all cost the same. */
    private static boolean oneLayer(LearningRule rule) {
        return rule.requirements().contains(Requirement.ONE_LAYER)
                || rule instanceof LocalRule l && l.signal() == LocalRule.Signal.NONE;
    }

    private static double multiplyAdds(Catalog catalog, String network, String rule) {
        return BenchmarkSetup.multiplyAdds(catalog, network, batch(network), rule, ZERO_RATE);
    }
}
