package dev.engram.app.distribution.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests lock files, and the installation and removal of plugins. */
class PluginLockIT {
    @TempDir
    private Path folder;

    private Path source(String body) throws IOException {
        return Files.writeString(folder.resolve("Mine.java"), PluginBuilder.optimizer("mine", "Mine", body));
    }

    @Test
    void aLockedRunRefusesOtherPlugins() throws IOException {
        Path plugin = source("g[i] *= rate;");
        Path suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL);
        Path lock = folder.resolve("my.lock");
        assertEquals(
                0,
                InProcessCli.run("plugins", "lock", lock, "--plugins", plugin).code());
        Object[] args = {
            "run",
            suite,
            "--out",
            folder.resolve("results"),
            "--plugins",
            plugin,
            "--locked",
            lock,
            "--set",
            "optimizer=mine"
        };
        assertEquals(0, InProcessCli.run(args).code());

        source("g[i] *= 2 * rate;");
        CommandResult edited = InProcessCli.run(args).withFolderAsDir(folder);
        assertEquals(2, edited.code());
        assertTrue(edited.err().startsWith("DIR/my.lock: plugin Mine.java is source sha256 "), edited.err());

        CommandResult without = InProcessCli.run("run", suite, "--out", folder.resolve("results"), "--locked", lock)
                .withFolderAsDir(folder);
        assertEquals(2, without.code());
        assertTrue(without.err().contains("plugin Mine.java is locked but not loaded"), without.err());

        Files.writeString(lock, "nonsense\n");
        assertTrue(InProcessCli.run(args)
                .withFolderAsDir(folder)
                .err()
                .startsWith("DIR/my.lock:1:1 not a line of a lock file"));
    }

    @Test
    void aPluginIsInstalledListedAndRemoved() throws IOException {
        Path to = folder.resolve("store");
        Path plugin = source("g[i] *= rate;");
        CommandResult installed =
                InProcessCli.run("plugins", "install", plugin, "--to", to).withFolderAsDir(folder);
        assertEquals(
                new CommandResult(0, "installed Mine.java source as DIR/store/Mine.java: optimizer/mine\n", ""),
                installed);
        assertTrue(
                InProcessCli.run("plugins", "install", plugin, "--to", to).err().contains("already exists"));
        assertTrue(InProcessCli.run("plugins", "list", "--plugins", to).out().contains("Mine.java  "));
        assertEquals(
                0,
                InProcessCli.run("plugins", "remove", "Mine.java", "--to", to).code());
        assertFalse(Files.exists(to.resolve("Mine.java")));
        assertEquals(
                2,
                InProcessCli.run("plugins", "remove", "Mine.java", "--to", to).code());
        assertEquals(
                2,
                InProcessCli.run("plugins", "remove", "../Mine.java", "--to", to)
                        .code());
        assertTrue(Files.exists(plugin));
    }

    @Test
    void aPluginIsRemovedByTheNameThatTheListPrints() throws IOException {
        Path to = Files.createDirectory(folder.resolve("store"));
        Path jar = PluginBuilder.jar(
                to.resolve("descent-1.jar"),
                "descent",
                "Descent",
                PluginBuilder.optimizer("descent", "Descent", "g[i] *= rate;"));
        assertTrue(InProcessCli.run("plugins", "list", "--plugins", to).out().startsWith("descent "));
        CommandResult removed =
                InProcessCli.run("plugins", "remove", "descent", "--to", to).withFolderAsDir(folder);
        assertEquals(new CommandResult(0, "removed DIR/store/descent-1.jar\n", ""), removed);
        assertFalse(Files.exists(jar));

        Files.writeString(to.resolve("a.jar"), "this is not a jar");
        assertEquals(
                new CommandResult(
                        2,
                        "",
                        "DIR/store/a.jar: it is damaged or not a jar: zip END header not found\n"
                                + "there is no plugin descent in DIR/store with that file name, and its names are"
                                + " unknown because a plugin does not load; give the file name\n"
                                + "2 problems; nothing was run.\n"),
                InProcessCli.run("plugins", "remove", "descent", "--to", to).withFolderAsDir(folder));
        assertEquals(
                0, InProcessCli.run("plugins", "remove", "a.jar", "--to", to).code());
    }

    @Test
    void aConflictingPluginIsNotInstalled() throws IOException {
        Path plugin =
                Files.writeString(folder.resolve("Sgd.java"), PluginBuilder.optimizer("sgd", "Sgd", "g[i] *= rate;"));
        CommandResult e = InProcessCli.run("plugins", "install", plugin, "--to", folder.resolve("store"));
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("optimizer/sgd")
                        && e.err().contains("engram-optimizers")
                        && e.err().contains("Sgd.java"),
                e.err());
        assertFalse(Files.exists(folder.resolve("store")));
    }
}
