package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plugin that cannot be started or stopped leads to a message that names the file and the cause. */
class PluginStartProblemsTest extends PluginProblemChecks {
    @Test
    void aPluginThatFailsToStart() {
        for (String body : List.of(
                "throw new IllegalStateException(\"no luck\");", "throw new NoClassDefFoundError(\"p/Gone\");")) {
            flat("x")
                    .manifest("Plugin-Class", "p.Life")
                    .entry(
                            "p/Life.class",
                            PluginFile.compile(
                                            work,
                                            List.of(),
                                            "p.Life",
                                            "package p; public class Life extends org.pf4j.Plugin { @Override public"
                                                    + " void start() { "
                                                    + body + " } }")
                                    .get("p/Life.class"))
                    .jar(plugins.resolve("a.jar"));
            List<PluginProblem> problems = problems(plugins);
            assertEquals(1, problems.size());
            String cause = body.contains("luck") ? "no luck" : "the class p.Gone is missing";
            assertTrue(
                    problems.get(0).message().matches("the plugin failed to start: .*" + cause),
                    problems.get(0).message());
        }
        flat("x").manifest("Plugin-Class", "p.Absent").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "the plugin failed to start", "the class p.Absent is missing");
        flat("x").manifest("Plugin-Class", "p.Flat").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "its Plugin-Class p.Flat does not extend org.pf4j.Plugin");
    }

    @Test
    void aPluginThatFailsToStopIsReportedOnClose() {
        flat("x")
                .manifest("Plugin-Class", "p.Life")
                .entry(
                        "p/Life.class",
                        PluginFile.compile(
                                        work,
                                        List.of(),
                                        "p.Life",
                                        "package p; public class Life extends org.pf4j.Plugin { @Override public void"
                                                + " stop() { throw new IllegalStateException(\"stuck\"); } }")
                                .get("p/Life.class"))
                .jar(plugins.resolve("a.jar"));
        Plugins p = Plugins.load(List.of(plugins), List.of());
        PluginException e = assertThrows(PluginException.class, p::close);
        assertTrue(e.getMessage().endsWith("the plugin failed to stop: IllegalStateException: stuck"), e.getMessage());
        p.close();
    }

    @Test
    void dependenciesThatCannotBeMet() {
        flat("x").manifest("Plugin-Dependencies", "absent").jar(plugins.resolve("a.jar"));
        assertProblem(plugins.resolve("a.jar"), "it depends on the plugin 'absent', which was not found");
        flat("x").manifest("Plugin-Dependencies", "base@>=2.0.0").jar(plugins.resolve("a.jar"));
        PluginFile.withSchedule(work, "base", "Base", "base").jar(plugins.resolve("base.jar"));
        assertProblem(
                plugins.resolve("a.jar"),
                "version >=2.0.0 of the plugin 'base'",
                plugins.resolve("base.jar") + " has version 1.0.0");
        flat("x").manifest("Plugin-Dependencies", "base").jar(plugins.resolve("a.jar"));
        PluginFile.withSchedule(work, "base", "Base", "base")
                .manifest("Plugin-Dependencies", "x")
                .jar(plugins.resolve("base.jar"));
        List<PluginProblem> circle = problems(plugins);
        assertEquals(2, circle.size());
        assertTrue(
                circle.get(0).message().contains("'base', which cannot be loaded or depends on this plugin in turn"));
    }

    @Test
    void aPluginWhoseDependencyFailsToStart() {
        PluginFile.withSchedule(work, "base", "Base", "base")
                .manifest("Plugin-Class", "p.Absent")
                .jar(plugins.resolve("base.jar"));
        flat("x").manifest("Plugin-Dependencies", "base").jar(plugins.resolve("a.jar"));
        List<PluginProblem> problems = problems(plugins);
        assertEquals(2, problems.size());
        assertTrue(
                problems.get(1).message().contains("it depends on the plugin 'base', which failed to start"),
                problems::toString);
    }

    @Test
    void aPluginForAnotherSpiIsRefusedBeforeItIsLoaded() {
        Path jar = flat("one").manifest("Plugin-Requires", ">=99.0.0").jar(plugins.resolve("one.jar"));
        assertProblem(jar, "it requires version >=99.0.0 of the SPI, but this Engram has " + SpiVersion.CURRENT);
        flat("one").manifest("Plugin-Requires", "sometime").jar(jar);
        assertProblem(jar, "'sometime'", "is not a version range");
        flat("one").manifest("Plugin-Requires", SpiVersion.CURRENT).jar(jar);
        Plugins.load(List.of(plugins), List.of()).close();
    }
}
