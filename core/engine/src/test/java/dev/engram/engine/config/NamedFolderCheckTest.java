package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFolderCheckTest {
    private static final Catalog CATALOG = Catalog.of(
            Stream.concat(Toys.CATALOG.all().stream(), Stream.of(Entry.of(Searched.class, "", Origin.BUILT_IN)))
                    .toList());

    @TempDir
    private Path folder;

    /** A data set of two files that are searched in a folder, and then next to the suite in {@code usual}. */
    @Component("searched")
    public record Searched(@Hyper("data") Path directory) implements Dataset {
        @Override
        public Table load(Rng rng) {
            throw new IncompatibleException("a toy");
        }

        @Override
        public List<Path> files() {
            return Stream.of("a.bin", "b.bin").map(this::find).toList();
        }

        private Path find(String name) {
            Path own = directory.resolve(name);
            Path usual = directory.resolveSibling("usual").resolve(name);
            if (!Files.exists(own) && !Files.exists(usual)) {
                throw new IncompatibleException("there is no " + name);
            }
            return Files.exists(own) ? own : usual;
        }
    }

    @BeforeEach
    void writeUsualFiles() {
        Toys.write(folder, "usual/a.bin", "");
        Toys.write(folder, "usual/b.bin", "");
    }

    @Test
    void aNamedFolderThatDoesNotExistIsRefusedIfOthersWouldBeUsed() {
        assertEquals(
                "suite.yaml:2:30 data.searched.directory: the folder DIR/none does not exist; correct the folder, or"
                        + " remove this setting to use the files that are found without it, in DIR/usual",
                problems("{searched: {directory: none}}"));
        assertEquals(
                "--set data.searched.directory=DIR/none data.searched.directory: the folder DIR/none does not exist;"
                        + " correct the folder, or remove this setting to use the files that are found without it, in"
                        + " DIR/usual",
                problems("searched", "data.searched.directory=" + folder + "/none"));
    }

    @Test
    void aNamedFolderWithoutAFileIsRefusedIfAnotherWouldBeUsed() {
        Toys.write(folder, "half/a.bin", "");
        assertEquals(
                "suite.yaml:2:30 data.searched.directory: the folder DIR/half does not have b.bin; correct the folder,"
                        + " or remove this setting to use the files that are found without it, in DIR/usual",
                problems("{searched: {directory: half}}"));
        assertEquals(
                "suite.yaml:2:30 data.searched.directory: suite.yaml is not a folder; correct the folder, or remove"
                        + " this setting to use the files that are found without it, in DIR/usual",
                problems("{searched: {directory: suite.yaml}}"));
    }

    @Test
    void aDefaultFolderNeedNotExist() {
        assertEquals("", problems("searched"));
        Toys.write(folder, "data/a.bin", "");
        assertEquals("", problems("searched"));
        assertEquals("", problems("{searched: {directory: usual}}"));
    }

    private String problems(String data, String... sets) {
        Path suite = Toys.write(folder, "suite.yaml", """
                name: folders
                data: %s
                network: [{dense: {units: 2}}]
                loss: cross-entropy
                optimizer: sgd
                training: {epochs: 1}
                """.formatted(data));
        try {
            new SuiteReader(CATALOG).read(suite, List.of(sets));
            return "";
        } catch (InvalidInputException e) {
            return e.getMessage().replace(folder + "/suite", "suite").replace(folder.toString(), "DIR");
        }
    }
}
