package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plugins are there is known, and can be held fast. */
class TrustIT {
  @TempDir private Path folder;

  private Path source(String body) throws IOException {
    return Files.writeString(folder.resolve("Mine.java"), PluginBuilder.optimizer("mine", "Mine", body));
  }

  @Test
  void aLockedRunRefusesWhatDiffers() throws IOException {
    Path plugin = source("g[i] *= rate;");
    Path suite = Suites.write(folder, "s.yaml", Suites.SMALL);
    Path lock = folder.resolve("my.lock");
    assertEquals(0, Cli.run("plugins", "lock", lock, "--plugins", plugin).code());
    Object[] args = {"run", suite, "--out", folder.resolve("results"), "--plugins", plugin, "--locked", lock, "--set", "optimizer=mine"};
    assertEquals(0, Cli.run(args).code());

    source("g[i] *= 2 * rate;");
    Ended edited = Cli.run(args).in(folder);
    assertEquals(2, edited.code());
    assertTrue(edited.err().startsWith("DIR/my.lock: the plugin Mine.java is source sha256 "), edited.err());

    Ended without = Cli.run("run", suite, "--out", folder.resolve("results"), "--locked", lock).in(folder);
    assertEquals(2, without.code());
    assertTrue(without.err().contains("the plugin Mine.java is locked and is not there"), without.err());

    Files.writeString(lock, "nonsense\n");
    assertTrue(Cli.run(args).in(folder).err().startsWith("DIR/my.lock:1:1 this is no line of a lock file"));
  }

  @Test
  void aPluginIsInstalledListedAndRemoved() throws IOException {
    Path to = folder.resolve("store");
    Path plugin = source("g[i] *= rate;");
    Ended installed = Cli.run("plugins", "install", plugin, "--to", to).in(folder);
    assertEquals(new Ended(0, "installed Mine.java source as DIR/store/Mine.java: optimizer/mine\n", ""), installed);
    assertTrue(Cli.run("plugins", "install", plugin, "--to", to).err().contains("is there already"));
    assertTrue(Cli.run("plugins", "list", "--plugins", to).out().contains("Mine.java  "));
    assertEquals(0, Cli.run("plugins", "remove", "Mine.java", "--to", to).code());
    assertFalse(Files.exists(to.resolve("Mine.java")));
    assertEquals(2, Cli.run("plugins", "remove", "Mine.java", "--to", to).code());
    assertEquals(2, Cli.run("plugins", "remove", "../Mine.java", "--to", to).code());
    assertTrue(Files.exists(plugin));
  }

  @Test
  void whatDoesNotGoWithTheOthersIsNotInstalled() throws IOException {
    Path plugin = Files.writeString(folder.resolve("Sgd.java"), PluginBuilder.optimizer("sgd", "Sgd", "g[i] *= rate;"));
    Ended e = Cli.run("plugins", "install", plugin, "--to", folder.resolve("store"));
    assertEquals(2, e.code());
    assertTrue(e.err().contains("optimizer/sgd") && e.err().contains("engram-optimizers") && e.err().contains("Sgd.java"), e.err());
    assertFalse(Files.exists(folder.resolve("store")));
  }
}
