package dev.engram.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.suite.Toys;
import dev.engram.engine.yaml.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDiffTest {
    @TempDir
    private Path folder;

    private RunSpec run(String name, String data, String optimizer) throws InvalidInputException {
        String text = """
            data: {csv: {file: x.csv, %s}}
            network: [{dense: {units: 3}}]
            loss: cross-entropy
            optimizer: %s
            training: {epochs: 3}
            """;
        return SuiteReader.read(Toys.write(folder, name, String.format(text, data, optimizer)), List.of(), Toys.CATALOG)
                .cells()
                .get(0)
                .spec();
    }

    @Test
    void aSettingThatIsLeftOutAsDefaultDiffersAlone() throws InvalidInputException {
        RunSpec plain = run("a.yaml", "header: 1", "sgd");
        RunSpec noisy = run("b.yaml", "header: 1, label-noise: 0.2", "sgd");
        assertEquals(Map.of("data.csv.label-noise", List.of("", "0.2")), ConfigDiff.between(List.of(plain, noisy)));
    }

    @Test
    void differentComponentsDifferAsAWhole() throws InvalidInputException {
        RunSpec sgd = run("a.yaml", "header: 1", "sgd");
        RunSpec adam = run("b.yaml", "header: 1", "adam");
        assertEquals(
                List.of("optimizer"),
                List.copyOf(ConfigDiff.between(List.of(sgd, adam)).keySet()));
    }
}
