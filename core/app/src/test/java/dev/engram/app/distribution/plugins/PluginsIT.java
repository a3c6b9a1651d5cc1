package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party plugins are used like the shipped ones, and refused with a reason if they cannot be used. */
class PluginsIT {
    private static final String SIGN = "g[i] = Math.signum(g[i]) * rate;";
    /** Gradient descent with the same arithmetic as the shipped optimizer. */
    private static final String DESCENT = "g[i] *= rate;";

    @TempDir
    private Path folder;

    private Path plugins;

    @BeforeEach
    void createPluginFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("my plugins"));
    }

    @Test
    void aJarAndAZipAreUsedInASuite() throws IOException {
        PluginBuilder.jar(
                plugins.resolve("descent.jar"),
                "descent",
                "Descent",
                PluginBuilder.optimizer("descent", "Descent", DESCENT));
        PluginBuilder.zip(plugins.resolve("sign.zip"), "sign", "Sign", PluginBuilder.optimizer("sign", "Sign", SIGN));
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL.replace("seeds: 2", "seeds: 1")
                        + "compare: {optimizer: [{sgd: {rate: 0.2}}, {descent: {rate: 0.2}}, {sign: {rate:"
                        + " 0.005}}]}\n");
        CommandResult e = Launcher.run(folder, Map.of(), "run", suite, "--plugins", "my plugins");
        assertEquals(0, e.code(), e.err());
        Map<String, String> hashes = SampleSuites.hashes(folder.resolve("results/engram.db"));
        assertEquals(3, hashes.size());
        assertEquals(hashes.get("small/sgd #1"), hashes.get("small/descent #1"));
        assertFalse(hashes.get("small/sgd #1").equals(hashes.get("small/sign #1")));
        Map<String, String> recorded = SampleSuites.all(
                folder.resolve("results/engram.db"), r -> r.provenance().getOrDefault("plugin sign", "none"));
        assertTrue(recorded.get("small/sign #1").matches("1\\.0\\.0 sha256 [0-9a-f]{64}"), recorded::toString);

        CommandResult doc = InProcessCli.run("components", "optimizer/sign", "--plugins", plugins);
        assertEquals("""
            optimizer/sign  version 1  (sign 1.0.0)

            Steps of one size, whatever the gradient's.

            Hyperparameters:
              rate  number in [0,inf)  default 0.01; size of a step

            In a suite:  optimizer: {sign: {rate: 0.01}}
            """, doc.out());
    }

    @Test
    void aDuplicateNameIsRefused() throws IOException {
        Path jar = PluginBuilder.jar(
                plugins.resolve("mine.jar"), "mine", "Mine", PluginBuilder.optimizer("sgd", "Mine", SIGN));
        CommandResult e = refused("--plugins", plugins);
        assertTrue(e.err().startsWith("DIR/my plugins/mine.jar: "), e.err());
        assertTrue(e.err().contains("optimizer/sgd"), e.err());
        assertTrue(e.err().contains("engram-optimizers"), e.err());
        assertTrue(e.err().endsWith("\n1 problem; nothing was run.\n"), e.err());
        assertTrue(Files.exists(jar));
    }

    @Test
    void everyUnusablePluginIsReported() throws IOException {
        Files.writeString(plugins.resolve("a.jar"), "this is not a jar");
        Files.writeString(plugins.resolve("b.zip"), "");
        Path slip = plugins.resolve("bb.jar");
        CommandResult e = refused("--plugins", plugins, "--plugins", folder.resolve("nowhere"), "--plugins", slip);
        assertEquals("""
            DIR/nowhere: this plugin file or folder does not exist
            DIR/my plugins/bb.jar: this plugin file or folder does not exist; did you mean DIR/my plugins/b.zip?
            DIR/my plugins/a.jar: it is damaged or not a jar: zip END header not found
            DIR/my plugins/b.zip: it is damaged or not a zip: zip file is empty
            4 problems; nothing was run.
            """, e.err());
    }

    @Test
    void requirementsOfAnOptimizerAreChecked() throws IOException {
        String needs = "@Override public java.util.Set<dev.engram.spi.Requirement> requirements() { return"
                + " java.util.Set.of(dev.engram.spi.Requirement.FULL_BATCH,"
                + " dev.engram.spi.Requirement.TRUE_GRADIENT); }\n"
                + "  @Override\n"
                + "  public void update";
        Path jar = PluginBuilder.jar(
                plugins.resolve("exact.jar"),
                "exact",
                "Exact",
                PluginBuilder.optimizer("exact", "Exact", DESCENT).replace("@Override\n  public void update", needs));
        CommandResult e = refused("--plugins", jar, "--set", "optimizer=exact", "--set", "rule=output-only");
        assertEquals("""
            --set optimizer=exact optimizer: exact needs the whole training set in every batch (training.batch: full)
            --set optimizer=exact optimizer: exact needs a rule that returns the gradient of the loss it reports, \
            such as backprop
            2 problems; nothing was run.
            """, e.err());
    }

    @Test
    void aRuleThatNeedsDerivativesRefusesAStepActivation() throws IOException {
        Path jar = PluginBuilder.jar(plugins.resolve("heaviside.jar"), "heaviside", "Heaviside", """
            package stranger;

            /** On or off. */
            @dev.engram.spi.Component("heaviside")
            public record Heaviside() implements dev.engram.spi.Activation.Elementwise {
              @Override public float value(float a) { return a > 0 ? 1 : 0; }
              @Override public float derivative(float a, float h) { return 0; }
              @Override public boolean differentiable() { return false; }
            }
            """);
        SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL.replace("tanh", "heaviside"));
        CommandResult e = InProcessCli.run(
                        "run", folder.resolve("s.yaml"), "--out", folder.resolve("results"), "--plugins", jar)
                .withFolderAsDir(folder);
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "DIR/s.yaml:8:7 rule: backprop needs differentiable activations in every layer\n"
                                + "1 problem; nothing was run.\n"),
                e);
    }

    private CommandResult refused(Object... options) {
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL);
        Object[] args = new Object[options.length + 4];
        System.arraycopy(new Object[] {"run", suite, "--out", folder.resolve("results")}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        CommandResult e = InProcessCli.run(args).withFolderAsDir(folder);
        assertEquals(2, e.code());
        assertEquals("", e.out());
        assertFalse(Files.exists(folder.resolve("results")));
        return e;
    }
}
