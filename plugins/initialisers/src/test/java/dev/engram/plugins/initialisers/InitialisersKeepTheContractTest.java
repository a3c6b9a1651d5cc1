package dev.engram.plugins.initialisers;

import dev.engram.spi.Initialiser;
import dev.engram.testkit.junit.InitialiserContractTest;
import java.util.List;

class InitialisersKeepTheContractTest extends InitialiserContractTest {
    @Override
    protected List<Initialiser> components() {
        return List.of(
                new Constant(0.5f),
                new GlorotNormal(1),
                new GlorotUniform(1),
                new HeNormal(1),
                new HeUniform(2),
                new IdentityMatrix(0.5f),
                new LecunNormal(1),
                new LecunUniform(1),
                new None(),
                new Normal(0, 0.01f),
                new TruncatedNormal(0, 0.05f, 2),
                new Uniform(-0.1f, 0.1f),
                new Zeros());
    }
}
