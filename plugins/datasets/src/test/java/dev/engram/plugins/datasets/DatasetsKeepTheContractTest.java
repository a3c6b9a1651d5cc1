package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset;
import dev.engram.testkit.junit.DatasetContractTest;
import java.nio.file.Path;
import java.util.List;

class DatasetsKeepTheContractTest extends DatasetContractTest {
    @Override
    protected List<Dataset> components() {
        return List.of(
                new And(),
                new Or(),
                new Xor(),
                new Parity(3),
                new Iris(),
                new Wine(),
                new BreastCancer(),
                new Digits(),
                new Blobs(2, 4, 100, 50),
                new TwoSpirals(0.02f, 100, 50),
                new Linear(10, 0.1f, 50, 20),
                new Sine(0.1f, 50, 0),
                new Separable(5, 0.1f, 3, 50, 20),
                new Pca(List.of(5.0, 2.0, 1.0), 50, 20),
                new TeacherStudent(20, 10, 5, 1, 50, 20),
                new Mnist(Path.of("no-such-folder"), 0, 0),
                new FashionMnist(Path.of("no-such-folder"), 0, 0),
                new Cifar10(Path.of("no-such-folder"), 0, 0),
                new Cifar100(Cifar100.Label.FINE, Path.of("no-such-folder"), 0, 0),
                new ImageFolder(Path.of("no-such-folder"), ImageFolder.Colour.RGB, List.of()),
                new Parquet(Path.of("no-such-file.parquet"), "last", true, List.of(), List.of()),
                new Arrow(Path.of("no-such-file.arrow"), "last", true, List.of(), List.of()),
                new Arff(Path.of("no-such-file.arff"), "last", List.of()),
                new Npy(Path.of("x.npy"), Path.of("y.npy"), List.of(), List.of(), true, 1),
                new Npz(Path.of("x.npz"), "x", "y", "none", "none", true, 1),
                new Idx("nowhere", Path.of("no-such-folder"), 0, 0));
    }
}
