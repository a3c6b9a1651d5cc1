package dev.engram.plugins.learningrules;

import dev.engram.spi.LearningRule;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Need;
import dev.engram.spi.Session;
import dev.engram.spi.Setup;
import dev.engram.testkit.lab.Numbers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A rule that writes down, layer by layer, the numbers of the matrix that carried the error in the last step. */
record Carried(LearningRule inside, Map<Integer, double[][]> seen) implements LearningRule {
  @Override
  public Set<Need> needs() {
    return inside.needs();
  }

  @Override
  public Session open(Setup real) {
    return inside.open((Setup) Proxy.newProxyInstance(Setup.class.getClassLoader(), new Class<?>[] {Setup.class},
        (proxy, method, arguments) -> {
          try {
            if (method.getName().equals("transport") && arguments[0] instanceof Function<?, ?> choice) {
              return real.transport(layer -> watched(layer, choice));
            }
            return method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  @SuppressWarnings("unchecked") // Setup has one method of this name that takes a function
  private Setup.Feedback watched(Layer layer, Function<?, ?> choice) {
    Setup.Feedback feedback = ((Function<Layer, Setup.Feedback>) choice).apply(layer);
    return batch -> {
      Matrix m = feedback.now(batch);
      seen.put(layer.index(), Numbers.array(m));
      return m;
    };
  }
}
