package dev.engram.plugins.datasets;

import dev.engram.spi.data.Augmentation;
import dev.engram.testkit.junit.AugmentationContractTest;
import java.util.List;

class AugmentationsKeepTheContractTest extends AugmentationContractTest {
    @Override
    protected List<Augmentation> components() {
        return List.of(
                new Flip(0.5f),
                new Crop(2, 0),
                new Shift(1, 2, -1),
                new Normalize(List.of(0.5f), List.of(0.25f)),
                new Normalize(List.of(0.5f, 0.4f, 0.3f), List.of(0.25f)));
    }
}
