package dev.engram.app.work;

import dev.engram.app.run.PluginRoots;
import dev.engram.app.run.Version;
import dev.engram.engine.bundle.Bundle;
import dev.engram.engine.bundle.FileCache;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.plugins.PluginSizeLimit;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.QueuedPlugin;
import dev.engram.engine.queue.Submission;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads exactly the plugins with which runs were submitted: those of this distribution, and from the bundle all others.
 *
 * @param home the folder of the distribution; empty outside of one
 */
public record WorkerPlugins(Optional<Path> home, FileCache files, PluginSizeLimit limit) {
    /**
     * Loads the plugins of a bundle.
     *
     * @throws WorkRefusedException if the bundle is of another version of Engram, or a plugin is missing or differs
     */
    public Plugins load(Bundle bundle) throws WorkRefusedException {
        Submission submission = bundle.submission();
        String suite = submission.plan().suite();
        if (!submission.engramVersion().equals(Version.engram())) {
            throw new WorkRefusedException("the runs of " + suite + " were submitted by Engram "
                    + submission.engramVersion() + ", and this worker is Engram " + Version.engram()
                    + "; start workers of the same version, or submit the suite again with this one");
        }
        List<Path> sent = new ArrayList<>();
        for (QueuedPlugin plugin : submission.plugins()) {
            if (!plugin.shipped()) {
                sent.add(unpack(bundle, plugin));
            }
        }
        Set<String> shipped = submission.plugins().stream()
                .filter(QueuedPlugin::shipped)
                .map(QueuedPlugin::sha256)
                .collect(Collectors.toSet());
        try {
            Plugins loaded = PluginRoots.load(home, shipped, sent, limit);
            List<String> missing = missing(submission, loaded.origins());
            if (missing.isEmpty()) {
                return loaded;
            }
            loaded.close();
            throw new WorkRefusedException(missing);
        } catch (PluginException e) {
            throw new WorkRefusedException(
                    e.problems().stream().map(PluginProblem::toString).toList());
        }
    }

    private Path unpack(Bundle bundle, QueuedPlugin plugin) throws WorkRefusedException {
        try {
            return files.plugin(bundle, plugin);
        } catch (IOException | IncompatibleException e) {
            throw new WorkRefusedException(
                    "the plugin " + plugin.id() + " (" + plugin.fileName() + ") cannot be unpacked: " + e.getMessage());
        }
    }

    private static List<String> missing(Submission submission, List<Origin> loaded) {
        Set<String> here = loaded.stream().map(Origin::sha256).collect(Collectors.toSet());
        return submission.plugins().stream()
                .filter(p -> !here.contains(p.sha256()))
                .map(p -> "this Engram has no plugin " + p.id() + " " + p.version() + " with the SHA-256 " + p.sha256()
                        + ", with which " + submission.plan().suite()
                        + " was submitted; use the same distribution on all machines")
                .toList();
    }
}
