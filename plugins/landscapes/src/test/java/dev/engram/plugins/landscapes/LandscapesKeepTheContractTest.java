package dev.engram.plugins.landscapes;

import dev.engram.spi.Landscape;
import dev.engram.testkit.junit.LandscapeContractTest;
import java.util.List;

class LandscapesKeepTheContractTest extends LandscapeContractTest {
    @Override
    protected List<Landscape> components() {
        return LandscapesTest.all();
    }
}
