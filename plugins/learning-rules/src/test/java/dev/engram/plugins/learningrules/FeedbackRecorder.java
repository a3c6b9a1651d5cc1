package dev.engram.plugins.learningrules;

import dev.engram.spi.BoundRule;
import dev.engram.spi.Layer;
import dev.engram.spi.LearningRule;
import dev.engram.spi.Matrix;
import dev.engram.spi.Requirement;
import dev.engram.spi.Setup;
import dev.engram.testkit.harness.ArrayMath;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A rule that records, layer by layer, the matrix that carried the error in the last step. */
record FeedbackRecorder(LearningRule inside, Map<Integer, double[][]> seen) implements LearningRule {
    @Override
    public Set<Requirement> requirements() {
        return inside.requirements();
    }

    @Override
    public BoundRule bind(Setup real) {
        return inside.bind((Setup) Proxy.newProxyInstance(
                Setup.class.getClassLoader(), new Class<?>[] {Setup.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("backward") && arguments[0] instanceof Function<?, ?> choice) {
                            return real.backward(layer -> recording(layer, choice));
                        }
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @SuppressWarnings("unchecked") // Setup has one method of this name that takes a function
    private Setup.FeedbackWeights recording(Layer layer, Function<?, ?> choice) {
        Setup.FeedbackWeights feedbackWeights = ((Function<Layer, Setup.FeedbackWeights>) choice).apply(layer);
        return batch -> {
            Matrix m = feedbackWeights.forBatch(batch);
            seen.put(layer.index(), ArrayMath.toArray(m));
            return m;
        };
    }
}
