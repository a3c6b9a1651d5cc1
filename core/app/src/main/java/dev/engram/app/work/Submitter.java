package dev.engram.app.work;

import dev.engram.app.run.FileHashes;
import dev.engram.app.run.Plan;
import dev.engram.app.run.RunLabels;
import dev.engram.app.run.Version;
import dev.engram.engine.bundle.FolderBundle;
import dev.engram.engine.bundle.RunFiles;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedFile;
import dev.engram.engine.queue.QueuedPlugin;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.suite.Suite;
import dev.engram.spi.IncompatibleException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Puts planned runs into a queue or a folder, with everything that they need on another machine. */
public final class Submitter {
    private final List<Origin> plugins;
    private final FileHashes hashes;

    /** @param plugins all loaded plugins */
    public Submitter(List<Origin> plugins, FileHashes hashes) {
        this.plugins = List.copyOf(plugins);
        this.hashes = hashes;
    }

    private Submission submission(RunLabels labels) {
        return new Submission(
                Version.engram(),
                labels.plan(),
                plugins.stream()
                        .map(o -> new QueuedPlugin(
                                o.plugin(),
                                o.version(),
                                Path.of(o.file()).getFileName().toString(),
                                o.sha256(),
                                o.shipped()))
                        .toList());
    }

    /**
     * Returns planned runs as values.
     *
     * @param predictions whether the predictions of classifiers for the test examples are stored
     * @throws WorkRefusedException if a data file cannot be read
     */
    public List<QueuedRun> runs(RunLabels labels, List<Plan.Item> items, boolean predictions)
            throws WorkRefusedException {
        Map<Suite.Cell, QueuedCell> cells = new IdentityHashMap<>();
        try {
            return items.stream()
                    .map(i -> new QueuedRun(
                            i.id(),
                            cells.computeIfAbsent(i.cell(), c -> cell(labels, c, i.trial(), predictions)),
                            i.seed()))
                    .toList();
        } catch (IncompatibleException e) {
            throw new WorkRefusedException(e.getMessage());
        }
    }

    private QueuedCell cell(RunLabels labels, Suite.Cell cell, OptionalInt trial, boolean predictions) {
        return new QueuedCell(
                labels.plan().suite(),
                cell.name(),
                cell.axes(),
                trial,
                cell.spec().text(),
                RunFiles.of(cell.spec(), hashes),
                predictions);
    }

    /**
     * Adds runs to the queue of a store. A store that other machines use also gets the contents of their data files.
     *
     * @return the key of the job
     * @throws WorkRefusedException if a file has changed since the suite was planned
     */
    public long submit(JobQueue queue, RunLabels labels, List<QueuedRun> runs) throws WorkRefusedException {
        Map<String, Path> files = pluginFiles();
        if (queue.keepsFiles()) {
            files.putAll(dataFiles(runs));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (!queue.hasFile(file.getKey())) {
                put(queue, file.getKey(), file.getValue());
            }
        }
        return queue.submit(submission(labels), labels.planKey(), runs);
    }

    private static void put(JobQueue queue, String sha256, Path file) throws WorkRefusedException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            queue.putFile(sha256, in);
        } catch (IOException e) {
            throw new WorkRefusedException("the file " + file + " cannot be sent: " + e.getMessage()
                    + "; do not change it, and run the same command again");
        }
    }

    /**
     * Writes runs into a folder, with the contents of all their files.
     *
     * @throws WorkRefusedException if the folder cannot be written, or a file has changed since the suite was planned
     */
    public void write(Path folder, RunLabels labels, List<QueuedRun> runs) throws WorkRefusedException {
        Map<String, Path> files = pluginFiles();
        files.putAll(dataFiles(runs));
        try {
            FolderBundle.write(folder, submission(labels), runs, files);
        } catch (IOException e) {
            throw new WorkRefusedException("the bundle " + folder + " cannot be written: " + e.getMessage());
        } catch (IncompatibleException e) {
            throw new WorkRefusedException(e.getMessage());
        }
    }

    private Map<String, Path> pluginFiles() {
        Map<String, Path> files = new LinkedHashMap<>();
        plugins.stream().filter(o -> !o.shipped()).forEach(o -> files.put(o.sha256(), Path.of(o.file())));
        return files;
    }

    private static Map<String, Path> dataFiles(List<QueuedRun> runs) {
        Map<String, Path> files = new LinkedHashMap<>();
        runs.stream().map(QueuedRun::cell).distinct().forEach(cell -> {
            for (QueuedFile file : cell.files()) {
                files.putIfAbsent(file.sha256(), Path.of(file.path()));
            }
        });
        return files;
    }
}
