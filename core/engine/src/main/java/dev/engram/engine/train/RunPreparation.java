package dev.engram.engine.train;

import dev.engram.engine.data.DataCache;
import dev.engram.engine.parallel.ThreadTeam;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.LandscapeDescent;

/** Assembles a run and reports everything in it that does not fit together. */
final class RunPreparation {
    private final ResolvedRun run;
    private final DataCache data;
    private final ThreadTeam team;
    private final StepperFactory steppers;
    private final Compatibility compatibility;

    /**
     * @param team the threads that share large products
     * @param compatibility receives everything that does not fit together
     */
    RunPreparation(ResolvedRun run, DataCache data, ThreadTeam team, Compatibility compatibility) {
        this.run = run;
        this.data = data;
        this.team = team;
        this.steppers = new StepperFactory(run, team, compatibility);
        this.compatibility = compatibility;
    }

    /** Returns the run, ready to step, or null if anything does not fit together. */
    PreparedRun prepare() {
        PreparedRun prepared = run.task() instanceof LandscapeDescent
                ? new LandscapePreparation(run, steppers, compatibility).prepare()
                : network().prepare(data);
        return ListenerBinding.bind(prepared, run, compatibility);
    }

    /**
     * Returns the training of a network, ready to step, or null if anything does not fit together. Data, network and
     * settings are those of a prepared run, which cannot be used any more.
     */
    PreparedRun withOptimizer(PreparedRun base) {
        return ListenerBinding.bind(network().withOptimizer(base), run, compatibility);
    }

    private NetworkPreparation network() {
        return new NetworkPreparation(run, team, steppers, compatibility);
    }
}
