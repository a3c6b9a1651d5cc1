package dev.engram.plugins.landscapes;

import dev.engram.spi.Landscape;
import dev.engram.testkit.junit.LandscapeContractTest;
import java.util.ArrayList;
import java.util.List;

class LandscapesKeepTheContractTest extends LandscapeContractTest {
    @Override
    protected List<Landscape> components() {
        List<Landscape> all = new ArrayList<>(LandscapesTest.all());
        all.add(new MiniBatchQuadratic(6, 0.3, 0.6, 20, 8));
        all.add(new QuadraticDeep(1, 128));
        all.add(new PeriodicSlope(1010, -10, 101));
        return all;
    }
}
