package dev.engram.app.distribution.work;

import dev.engram.app.distribution.PluginBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A suite that needs everything that a user can bring: a data file, a plugin as source file, and one as jar.
 *
 * @param folder the folder of its files
 */
record PluginSuite(Path folder) {
    private static final String TEXT = """
        name: with plugins
        network: [{dense: {units: 6, activation: tanh}}, {dense: {units: 2, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: %d, batch: 16}
        seeds: %d
        problems:
          - {name: mine, data: {csv: {file: data/mine.csv, test: 0.2}}}
          - {name: xor, data: xor}
        compare: {optimizer: [sgd, source-sign, jar-sign]}
        baseline: {optimizer: sgd}
        """;

    /** Writes the files. */
    static PluginSuite write(Path folder, int epochs, int seeds) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        StringBuilder csv = new StringBuilder("a,b,class\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 120; i++) {
            double a = random.nextDouble() - 0.5, b = random.nextDouble() - 0.5;
            csv.append(String.format(Locale.ROOT, "%.4f,%.4f,%s%n", a, b, a * b > 0 ? "yes" : "no"));
        }
        Files.writeString(folder.resolve("data/mine.csv"), csv);
        Files.createDirectories(folder.resolve("plugins"));
        Files.writeString(
                folder.resolve("plugins/SourceSign.java"),
                PluginBuilder.optimizer("source-sign", "SourceSign", "g[i] = rate() * Math.signum(g[i]);")
                        .replace("package stranger;\n", ""));
        PluginBuilder.jar(
                folder.resolve("plugins/jar-sign.jar"),
                "jar-sign",
                "JarSign",
                PluginBuilder.optimizer("jar-sign", "JarSign", "g[i] = 2 * rate() * Math.signum(g[i]);"));
        Files.writeString(folder.resolve("s.yaml"), TEXT.formatted(epochs, seeds));
        return new PluginSuite(folder);
    }

    Path file() {
        return folder.resolve("s.yaml");
    }

    Path data() {
        return folder.resolve("data/mine.csv");
    }

    Path sourcePlugin() {
        return folder.resolve("plugins/SourceSign.java");
    }

    List<Path> plugins() {
        return List.of(sourcePlugin(), folder.resolve("plugins/jar-sign.jar"));
    }

    /** Returns the arguments of commands that read the suite, with a folder for results. */
    List<Object> arguments(String command, Path out) {
        return List.of(command, file(), "--plugins", folder.resolve("plugins"), "--out", out);
    }
}
