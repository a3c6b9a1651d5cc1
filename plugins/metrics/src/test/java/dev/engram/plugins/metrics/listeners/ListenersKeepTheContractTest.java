package dev.engram.plugins.metrics.listeners;

import dev.engram.spi.listener.Listener;
import dev.engram.testkit.junit.ListenerContractTest;
import java.util.List;

class ListenersKeepTheContractTest extends ListenerContractTest {
    @Override
    protected List<Listener> components() {
        return List.of(
                new GradientNoiseScale(4, 8, 10),
                new HessianEigenvalue(20, 100, 0.001),
                new Histograms(30),
                new LearningRateRange(0.98),
                new LossSlice(-0.25, 1.25, 7, 20));
    }
}
