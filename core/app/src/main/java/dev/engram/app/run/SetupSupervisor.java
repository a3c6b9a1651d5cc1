package dev.engram.app.run;

import dev.engram.app.time.TimeLimit;
import dev.engram.engine.plugins.ComponentSetup;
import dev.engram.spi.IncompatibleException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Watches constructors and static initialisers of components, which run while a suite is read. Names one that takes
 * longer than ten seconds, and abandons it at the time limit.
 */
public final class SetupSupervisor implements ComponentSetup.Supervisor {
    private final Optional<Duration> limit;
    /** Components that were abandoned: others would wait for their static initialiser for ever. */
    private final Set<String> abandoned = new HashSet<>();

    private SetupSupervisor(Optional<Duration> limit) {
        this.limit = limit;
    }

    /**
     * Watches the components that this thread creates, until the result is closed.
     *
     * @param limit the time limit of each; empty for none
     */
    public static ComponentSetup.Scope watch(Optional<Duration> limit) {
        return ComponentSetup.supervise(new SetupSupervisor(limit));
    }

    @Override
    public <T> T call(String component, Callable<T> work) throws Exception {
        if (abandoned.contains(component)) {
            throw new IncompatibleException(component + " exceeded its time limit when it was created before");
        }
        try {
            return TimeLimit.call("create " + component, limit, () -> SlowSetup.call(component, work));
        } catch (TimeLimit.TimeLimitExceededException e) {
            abandoned.add(component);
            throw new IncompatibleException(component + " cannot be created: it " + e.getMessage(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }
}
