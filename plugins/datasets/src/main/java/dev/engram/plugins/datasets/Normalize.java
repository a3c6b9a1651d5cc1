package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.data.Augmentation;
import dev.engram.spi.shape.Shape;
import java.util.List;

/**
 * Scales each channel with given numbers.
 *
 * <pre>
 *   x[c, i, j] = (x[c, i, j] - mean[c]) / deviation[c]
 * </pre>
 *
 * For published recipes, such as a mean of 0.1307 and a deviation of 0.3081 for MNIST. It is not random, and applies to
 * validation and test data as well. To compute the numbers from the training data, use {@code scaling:
 * channel-standard} instead. PyTorch: Normalize.
 *
 * <p>LeCun, Bottou, Orr and Mueller 1998, Efficient backprop.
 */
@Component("normalize")
public record Normalize(
        @Hyper(doc = "what is subtracted: one number for each channel, or one for all")
        List<Float> mean,

        @Hyper(range = "(0,inf)", doc = "divisors: one number for each channel, or one for all")
        List<Float> deviation)
        implements Augmentation {
    public Normalize {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || deviation.isEmpty()) {
            throw new IncompatibleException(
                    "normalize needs at least one mean and one deviation, found " + mean + " and " + deviation);
        }
        if (deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IncompatibleException(
                    "normalize divides by the deviations, so they must be positive, not " + deviation);
        }
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public void apply(Example e) {
        float[] x = e.x();
        int n = e.shape().positions();
        int i = e.from();
        for (int c = 0; c < e.shape().channels(); c++) {
            float m = mean.get(mean.size() == 1 ? 0 : c);
            float d = deviation.get(deviation.size() == 1 ? 0 : c);
            for (int end = i + n; i < end; i++) {
                x[i] = (x[i] - m) / d;
            }
        }
    }

    @Override
    public String incompatibility(Shape shape) {
        String wrong = wrong("mean", mean, shape);
        return wrong == null ? wrong("deviation", deviation, shape) : wrong;
    }

    private static String wrong(String name, List<Float> numbers, Shape shape) {
        return numbers.size() == 1 || numbers.size() == shape.channels()
                ? null
                : "normalize." + name + " has " + numbers.size() + " numbers, but the examples of " + shape + " have "
                        + shape.channels() + " channels; give one number for each, or one for all";
    }
}
