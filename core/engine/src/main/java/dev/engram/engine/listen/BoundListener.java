package dev.engram.engine.listen;

import dev.engram.engine.random.RandomStreams;
import dev.engram.engine.run.NamedComponent;
import dev.engram.spi.Parameter;
import dev.engram.spi.Rng;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A listener that follows a run: the events that it registered for, and its state. */
final class BoundListener implements ListenerSetup {
    /** The kinds of event. */
    enum Kind {
        STEP,
        EPOCH,
        EVALUATION,
        END
    }

    private final String name;
    private final ListenedRun run;
    private final Map<String, double[]> states = new TreeMap<>();
    private final Map<Kind, List<Consumer<RunEvent>>> receivers = new EnumMap<>(Kind.class);
    private final EventView event;
    /** True as soon as the listener has returned from {@link Listener#follow}. */
    private boolean bound;

    /** @throws dev.engram.spi.IncompatibleException if the listener does not support the run */
    BoundListener(NamedComponent<Listener> listener, ListenedRun run) {
        this.name = listener.name();
        this.run = run;
        for (Kind kind : Kind.values()) {
            receivers.put(kind, new ArrayList<>());
        }
        event = new EventView(name, run);
        listener.component().follow(this);
        bound = true;
    }

    String name() {
        return name;
    }

    /** Returns the states of the listener, by name: the arrays themselves. */
    Map<String, double[]> states() {
        return states;
    }

    boolean hears(Kind kind) {
        return !receivers.get(kind).isEmpty();
    }

    void call(Kind kind, Moment moment) {
        if (hears(kind)) {
            event.at(moment);
            receivers.get(kind).forEach(r -> r.accept(event));
        }
    }

    @Override
    public List<Parameter> parameters() {
        return run.source().arena().allParameters();
    }

    @Override
    public FloatBuffer initialValues() {
        return FloatBuffer.wrap(run.source().arena().theta()).asReadOnlyBuffer();
    }

    @Override
    public long steps() {
        return run.length().steps();
    }

    @Override
    public int examples() {
        return run.split().map(s -> s.training().length).orElse(0);
    }

    @Override
    public int batch() {
        return run.length().batch();
    }

    @Override
    public boolean hasGradient() {
        return run.hasGradient();
    }

    @Override
    public boolean hasLoss() {
        return run.loss().isPresent();
    }

    @Override
    public double optimizer(String hyperparameter, long step) {
        return run.optimizerNumber(hyperparameter, step);
    }

    @Override
    public Rng random(String stream) {
        return RandomStreams.of(run.seed(), "listener/" + name + "/" + stream);
    }

    @Override
    public double[] state(String stateName, int length) {
        requireUnbound();
        double[] state = new double[length];
        if (states.put(stateName, state) != null) {
            throw new IllegalStateException(name + " asks twice for the state '" + stateName + "'");
        }
        return state;
    }

    private void register(Kind kind, Consumer<RunEvent> receiver) {
        requireUnbound();
        receivers.get(kind).add(receiver);
    }

    private void requireUnbound() {
        if (bound) {
            throw new IllegalStateException(name + " asks for a state or an event during the run; ask in follow");
        }
    }

    @Override
    public void onStep(Consumer<RunEvent> receiver) {
        register(Kind.STEP, receiver);
    }

    @Override
    public void onEpoch(Consumer<RunEvent> receiver) {
        register(Kind.EPOCH, receiver);
    }

    @Override
    public void onEvaluation(Consumer<RunEvent> receiver) {
        register(Kind.EVALUATION, receiver);
    }

    @Override
    public void onEnd(Consumer<RunEvent> receiver) {
        register(Kind.END, receiver);
    }
}
