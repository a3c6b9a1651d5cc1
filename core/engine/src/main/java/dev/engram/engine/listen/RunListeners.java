package dev.engram.engine.listen;

import dev.engram.engine.listen.BoundListener.Kind;
import dev.engram.engine.run.NamedComponent;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.listener.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The listeners of a run. A run without listeners has no such object. */
public final class RunListeners {
    private final List<BoundListener> all;
    private final long stepsPerEpoch;
    private final boolean everyStep;

    /**
     * Lets listeners follow a run. Must be called before its first step.
     *
     * @param rejections receives, for each listener that does not support the run, its name and the reason
     */
    public RunListeners(List<NamedComponent<Listener>> listeners, ListenedRun run, Consumer<String> rejections) {
        stepsPerEpoch = run.length().stepsPerEpoch();
        all = new ArrayList<>();
        for (NamedComponent<Listener> listener : listeners) {
            try {
                all.add(new BoundListener(listener, run));
            } catch (IncompatibleException e) {
                rejections.accept(listener.name() + ": " + e.getMessage());
            }
        }
        everyStep = all.stream().anyMatch(l -> l.hears(Kind.STEP));
    }

    /** Returns whether {@link #afterStep} must be called after this number of steps. */
    public boolean observesStep(long step) {
        return everyStep || step % stepsPerEpoch == 0;
    }

    /** Calls the listeners of steps, and at the end of an epoch those of epochs. */
    public void afterStep(Moment moment) {
        call(Kind.STEP, moment);
        if (moment.step() % stepsPerEpoch == 0) {
            call(Kind.EPOCH, moment);
        }
    }

    /** Calls the listeners of evaluations. */
    public void afterEvaluation(Moment moment) {
        call(Kind.EVALUATION, moment);
    }

    /** Calls the listeners of the end. */
    public void atEnd(Moment moment) {
        call(Kind.END, moment);
    }

    private void call(Kind kind, Moment moment) {
        for (BoundListener l : all) {
            l.call(kind, moment);
        }
    }

    /** Returns copies of the states of all listeners, by name. */
    public Map<String, double[]> save() {
        Map<String, double[]> states = new TreeMap<>();
        all.forEach(l -> l.states().forEach((name, s) -> states.put(l.name() + "/" + name, s.clone())));
        return states;
    }

    /** Fills in the states of a checkpoint. */
    public void restore(Map<String, double[]> saved) {
        all.forEach(l -> l.states().forEach((name, s) -> {
            double[] before = saved.get(l.name() + "/" + name);
            System.arraycopy(before, 0, s, 0, s.length);
        }));
    }
}
