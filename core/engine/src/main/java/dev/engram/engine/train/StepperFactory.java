package dev.engram.engine.train;

import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.step.GradientSource;
import dev.engram.engine.step.Stepper;
import dev.engram.spi.IncompatibleException;

/** Makes the stepper of a run, and reports a rule or an optimizer that refuses its first step. */
final class StepperFactory {
    private final ResolvedRun run;
    private final ThreadTeam team;
    private final Compatibility compatibility;

    /** @param team the threads that share large products and updates of many parameters */
    StepperFactory(ResolvedRun run, ThreadTeam team, Compatibility compatibility) {
        this.run = run;
        this.team = team;
        this.compatibility = compatibility;
    }

    /** Returns the stepper after a step without consequences; null if rule or optimizer refuse it. */
    Stepper create(GradientSource source, long steps) {
        try {
            return new Stepper(source, run.optimizer(), steps, run.seed(), team);
        } catch (IncompatibleException e) {
            if (run.task() instanceof NetworkTraining task && cannotLearn(source)) {
                compatibility.add("rule", task.rule().name() + ": " + e.getMessage());
            } else {
                compatibility.add("optimizer", run.optimizer().name() + ": " + e.getMessage());
            }
            return null;
        }
    }

    /** Returns whether the rule refuses the network in a step, whatever the optimizer. */
    private static boolean cannotLearn(GradientSource source) {
        try {
            source.beginStep(1);
            source.computeGradient();
            return false;
        } catch (IncompatibleException e) {
            return true;
        }
    }
}
