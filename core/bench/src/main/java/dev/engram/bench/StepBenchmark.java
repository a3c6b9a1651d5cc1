package dev.engram.bench;

import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.step.Snapshot;
import dev.engram.engine.step.Stepper;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whole training steps: the next batch, the rule, the optimizer, and the subtraction. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Dengram.vector.after=0",
            "-XX:+UseSerialGC",
            "-XX:+UseTransparentHugePages",
            "-XX:PerMethodTrapLimit=10000"
        })
public class StepBenchmark {
    /** The name of a {@link BenchmarkNetwork}, such as 784-128-10. */
    @Param({})
    public String network;

    @Param({})
    public int batch;

    @Param({})
    public String rule;

    @Param({})
    public String optimizer;

    private Stepper stepper;
    private Snapshot initial;

    @Setup
    public void prepare() {
        ResolvedRun run = BenchmarkSetup.run(BenchmarkSetup.catalog(), network, batch, rule, optimizer);
        stepper = BenchmarkSetup.stepper(run, BenchmarkSetup.source(run, network, batch));
        initial = stepper.save();
    }

    /**
     * Resets the parameters before each iteration, because after very many steps gradients become subnormal and slow.
     */
    @Setup(Level.Iteration)
    public void rewind() {
        stepper.restore(initial);
    }

    @Benchmark
    public boolean step() {
        return stepper.step();
    }
}
