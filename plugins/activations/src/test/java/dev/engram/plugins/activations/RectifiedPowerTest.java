package dev.engram.plugins.activations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.spi.Activation;
import dev.engram.testkit.junit.ActivationContractTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RectifiedPowerTest extends ActivationContractTest {
    @Override
    protected List<Activation> components() {
        return List.of(new RectifiedPower(1), new RectifiedPower(2), new RectifiedPower(4.5f));
    }

    @Test
    void isThePowerOfThePositivePart() {
        for (float power : new float[] {1, 2, 4.5f}) {
            for (float a : new float[] {-3, 0, 0.1f, 0.9f, 1, 3.7f}) {
                double h = a > 0 ? Math.pow(a, power) : 0;
                assertEquals(h, new RectifiedPower(power).value(a), 2e-6 * power * h);
                assertEquals(
                        a > 0 ? power * h / a : 0,
                        new RectifiedPower(power).derivative(a, (float) h),
                        2e-6 * h * power / 0.1);
            }
        }
    }
}
