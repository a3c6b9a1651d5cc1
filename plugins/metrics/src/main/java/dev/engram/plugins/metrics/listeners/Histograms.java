package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.Parameter;
import dev.engram.spi.listener.Listener;
import dev.engram.spi.listener.ListenerSetup;
import dev.engram.spi.listener.RunEvent;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Histograms of the values and of the updates of each parameter, at each evaluation.
 *
 * <pre>
 *   bin(x) = floor(bins (x - least) / (greatest - least)),  the last bin with its upper edge
 * </pre>
 *
 * The bins are equally wide, from the least to the greatest of the values. The update is what the optimizer has
 * subtracted in the last step, so there is none before the first. A parameter with a value that is not finite has no
 * histogram. The histograms are named after the parameter, `layer0/weights`, and `layer0/weights/update` for its
 * update. They are in the report, and `engram export --as tensorboard` writes them. Each takes `bins` + 2 rows of the
 * store.
 */
@Component("histograms")
public record Histograms(
        @Hyper(value = "30", range = "[1,1000]", doc = "number of bins")
        int bins) implements Listener {
    @Override
    public void follow(ListenerSetup run) {
        List<Parameter> parameters =
                run.parameters().stream().filter(Parameter::inNetwork).toList();
        run.onEvaluation(event -> parameters.forEach(p -> {
            record(event, p.name(), p, event.parameters());
            if (event.update() != null) {
                record(event, p.name() + "/update", p, event.update());
            }
        }));
    }

    private void record(RunEvent event, String name, Parameter p, FloatBuffer values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = p.from(); i < p.to(); i++) {
            float x = values.get(i);
            if (!Float.isFinite(x)) {
                return;
            }
            least = Math.min(least, x);
            greatest = Math.max(greatest, x);
        }
        long[] counts = new long[bins];
        double width = (greatest - least) / bins;
        for (int i = p.from(); i < p.to(); i++) {
            counts[width > 0 ? Math.min(bins - 1, (int) ((values.get(i) - least) / width)) : 0]++;
        }
        event.recordHistogram(name, least, greatest, counts);
    }
}
