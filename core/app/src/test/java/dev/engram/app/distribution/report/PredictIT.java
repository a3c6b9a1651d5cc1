package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code engram predict}. */
class PredictIT {
    private static final String SUITE = """
        name: moons
        data: {csv: {file: train.csv, target: kind, scaling: standard}}
        network: [{dense: {units: 6, activation: tanh}}, {dense: {units: 2, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 20, batch: 8, keep-weights: last}
        """;

    @TempDir
    private Path folder;

    private Path suite;
    private final List<String> examples = new ArrayList<>();

    @BeforeEach
    void run() throws IOException {
        Random random = new Random(1);
        List<String> rows = new ArrayList<>(List.of("kind,height,weight"));
        for (int i = 0; i < 60; i++) {
            double height = 100 + 10 * random.nextGaussian() + 40 * (i % 2);
            double weight = random.nextGaussian();
            rows.add((i % 2 == 0 ? "cat" : "dog") + "," + height + "," + weight);
            examples.add(weight + "," + height);
        }
        Files.write(folder.resolve("train.csv"), rows);
        suite = SampleSuites.write(folder, "s.yaml", SUITE);
        assertEquals(0, command("run", suite.toString()).code());
    }

    private CommandResult command(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--out", folder.resolve("results").toString()));
        return InProcessCli.run(all.toArray());
    }

    private String id() {
        Matcher id = Pattern.compile("[0-9a-f]{32}")
                .matcher(command("store", "list", "moons").out());
        assertTrue(id.find());
        return id.group();
    }

    private CommandResult predict(String name, List<String> rows) throws IOException {
        Files.write(folder.resolve(name), rows);
        return command("predict", id(), folder.resolve(name).toString());
    }

    private static List<String> with(String header, List<String> rows) {
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        return all;
    }

    @Test
    void newExamplesAreFoundByNameScaledAsTheTrainingDataAndPredicted() throws IOException {
        CommandResult known =
                command("predict", id(), folder.resolve("train.csv").toString());
        assertEquals(0, known.code(), known.err());
        List<String> rows = known.out().lines().toList();
        assertEquals("example,class,output.cat,output.dog", rows.get(0));
        assertEquals(61, rows.size());
        int right = 0;
        for (int i = 0; i < 60; i++) {
            assertTrue(rows.get(i + 1).matches((i + 1) + ",(cat|dog),[0-9.E-]+,[0-9.E-]+"), rows.get(i + 1));
            right += rows.get(i + 1).contains(i % 2 == 0 ? ",cat," : ",dog,") ? 1 : 0;
        }
        assertTrue(right >= 55, right + " of 60 are right: heights are four deviations apart");
        assertEquals(
                known.out(), predict("new.csv", with("weight,height", examples)).out(), "no target, another order");
        Path to = folder.resolve("p.csv");
        assertEquals(
                0,
                command("predict", id(), folder.resolve("new.csv").toString(), "--to", to.toString())
                        .code());
        assertEquals(known.out(), Files.readString(to));
    }

    @Test
    void whatCannotBePredictedIsSaid() throws IOException {
        assertError(
                "there is no column height; the network was trained with the columns height, weight", "weight,x", 1);
        assertError("the network was not trained with the column age; remove it", "weight,height,age", 2);
        CommandResult number = predict("bad.csv", List.of("height,weight", "1,two"));
        assertTrue(number.err().contains("bad.csv:2:3") && number.err().contains("is not a number"), number.err());
        CommandResult places = predict("bad.csv", List.of("1", "2"));
        assertTrue(places.err().contains("trained with 2 inputs"), places.err());
        CommandResult missing =
                command("predict", id(), folder.resolve("missing.csv").toString());
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains("missing.csv does not exist"), missing.err());
        CommandResult step =
                command("predict", id(), folder.resolve("train.csv").toString(), "--step", "1");
        assertTrue(step.err().contains("no weights were kept after step 1, but only after step "), step.err());
    }

    private void assertError(String message, String header, int more) throws IOException {
        CommandResult e = predict("bad.csv", List.of(header, "1,2" + ",3".repeat(more - 1)));
        assertEquals(2, e.code(), e.out());
        assertTrue(e.err().contains(message), e.err());
    }

    @Test
    void aDataFileThatHasChangedSinceTheRunIsRefused() throws IOException {
        Path data = folder.resolve("train.csv");
        Files.writeString(data, Files.readString(data).replace("cat", "cow"));
        CommandResult changed = predict("new.csv", with("weight,height", examples));
        assertEquals(2, changed.code());
        assertEquals("", changed.out());
        assertTrue(changed.err().contains("the data files of run " + id()), changed.err());
    }

    @Test
    void aRunWithoutWeightsAndADataSetWithoutFilesAreRefused() throws IOException {
        Path digits = SampleSuites.write(
                folder,
                "digits.yaml",
                SampleSuites.SMALL
                        .replace("seeds: 2", "seeds: 1")
                        .replace("batch: 32", "batch: 32, keep-weights: last"));
        assertEquals(0, command("run", digits.toString()).code());
        String list = command("store", "list", "small").out();
        Matcher of = Pattern.compile("[0-9a-f]{32}").matcher(list);
        assertTrue(of.find(), list);
        CommandResult e =
                command("predict", of.group(), folder.resolve("train.csv").toString());
        assertTrue(
                e.err().contains("the data set digits does not read files of new examples; csv, parquet, "), e.err());
        assertEquals(
                0,
                command("run", suite.toString(), "--set", "training.keep-weights=none")
                        .code());
        Matcher without = Pattern.compile("[0-9a-f]{32}")
                .matcher(command("store", "list", "moons").out());
        String message = "";
        while (without.find()) {
            message += command(
                            "predict",
                            without.group(),
                            folder.resolve("train.csv").toString())
                    .err();
        }
        assertTrue(message.contains("has no weights in the store; set training.keep-weights: last"), message);
    }
}
