package dev.engram.engine.bundle;

import dev.engram.engine.bind.FileLocator;
import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.config.RunSpec;
import dev.engram.engine.queue.QueuedCell;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Turns queued runs into runs that can be made on this machine. The settings of a cell are read once for all of its
 * runs. Safe for any number of threads.
 */
public final class QueuedRunReader {
    /** More cells than a worker has in progress at a time. */
    private static final int MAX_CELLS = 256;

    private final SuiteReader reader;
    private final Bundle bundle;
    private final FileCache files;
    private final Function<RunSpec, Function<Path, String>> checksums;
    private final Map<QueuedCell, LocalCell> cells = new ConcurrentHashMap<>();

    /** A cell with the files of this machine, and the identities that its runs have here. */
    private record LocalCell(RunSpec spec, LongFunction<String> ids) {}

    /** @param checksums the checksums of files for the identity of a run, see {@link RunIdentity#settings} */
    public QueuedRunReader(
            SuiteReader reader, Bundle bundle, FileCache files, Function<RunSpec, Function<Path, String>> checksums) {
        this.reader = reader;
        this.bundle = bundle;
        this.files = files;
        this.checksums = checksums;
    }

    /**
     * Returns a run with its components.
     *
     * @throws InvalidInputException if a component is missing or does not accept its settings
     * @throws IncompatibleException if a file is missing, or a file or a component is not the one that the run was
     *     planned with
     * @throws IOException if a file cannot be unpacked
     */
    public ResolvedRun read(QueuedRun run) throws InvalidInputException, IOException {
        LocalCell cell = cells.get(run.cell());
        if (cell == null) {
            FileLocator locator = files.locate(bundle, run.cell().files());
            RunSpec spec = reader.readRun(run.cell().spec(), "the settings of " + run.name(), locator);
            cell = new LocalCell(spec, RunIdentity.seeded(RunIdentity.settings(spec, checksums.apply(spec))));
            if (cells.size() >= MAX_CELLS) {
                cells.clear();
            }
            cells.put(run.cell(), cell);
        }
        String id = cell.ids().apply(run.seed());
        if (!id.equals(run.id())) {
            throw new IncompatibleException("the run was planned as " + run.id() + ", and is " + id
                    + " on this machine: a component or a data file has changed since the suite was submitted; run"
                    + " 'engram run' again");
        }
        return cell.spec().resolve(run.seed());
    }
}
