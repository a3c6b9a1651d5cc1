package dev.engram.engine.train;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.LandscapeDescent;
import dev.engram.engine.step.LandscapeSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Landscape;

/** Assembles a descent on a landscape and reports everything in it that does not fit together. */
final class LandscapePreparation {
    private final ResolvedRun run;
    private final LandscapeDescent task;
    private final StepperFactory steppers;
    private final Compatibility compatibility;

    LandscapePreparation(ResolvedRun run, StepperFactory steppers, Compatibility compatibility) {
        this.run = run;
        this.task = (LandscapeDescent) run.task();
        this.steppers = steppers;
        this.compatibility = compatibility;
    }

    /** Returns the descent, ready to step, or null if anything does not fit together. */
    PreparedRun prepare() {
        Landscape f;
        try {
            f = LandscapeSource.load(task.landscape().component(), run.seed());
        } catch (IncompatibleException e) {
            compatibility.add("landscape", task.landscape().name() + ": " + e.getMessage());
            return null;
        }
        double[] start = start(f);
        checkStart(f, start);
        if (!run.metrics().list().isEmpty()) {
            compatibility.add("measure", "a landscape reports its value and the point reached; metrics need a network");
        }
        compatibility.checkModelSelection(run.training(), false, "a landscape has no validation data");
        if (!compatibility.incompatibilities().isEmpty()) {
            return null;
        }
        long steps = run.training().budget().steps();
        LandscapeSource source = new LandscapeSource(f, start, run.seed());
        Stepper stepper = steppers.create(source, steps);
        return stepper == null ? null : new PreparedRun(source, stepper, new RunLength(steps, 1, 1), 0, null);
    }

    private double[] start(Landscape f) {
        if (task.randomStart()) {
            return f.start(RandomStreams.of(run.seed(), "start"));
        }
        return task.start().isEmpty()
                ? f.start()
                : task.start().stream().mapToDouble(x -> x).toArray();
    }

    private void checkStart(Landscape f, double[] start) {
        int n = f.rows() * f.cols();
        String numbers = n + (n == 1 ? " number" : " numbers");
        String name = task.landscape().name();
        if (start == null) {
            compatibility.add("start", name + " has no region to draw a start from; give a point of " + numbers);
        } else if (start.length != n) {
            compatibility.add("start", name + " has points of " + numbers + ", not " + start.length);
        }
    }
}
