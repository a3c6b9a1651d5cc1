package dev.engram.engine.imported;

import dev.engram.engine.store.Run;
import dev.engram.engine.store.RunLabel;
import dev.engram.engine.store.Store;
import java.util.Comparator;
import java.util.List;

/** The mark of results that were imported. It is part of every name under which they are stored and shown. */
public final class NotRunHere {
    /** The end of the names of suites and cells that were not run here. */
    public static final String MARK = " (not run here)";

    /** Key of the provenance for the file that a run was imported from. */
    static final String SOURCE = "imported-from";

    private NotRunHere() {}

    /** Returns the name under which a store keeps the imported runs of a suite, apart from its own. */
    public static String suite(String suite) {
        return suite + MARK;
    }

    /** Returns the name of an imported cell. */
    public static String cell(String cell) {
        return cell + MARK;
    }

    /** Returns the name without the mark: the cell of a suite that has the same settings, if there is one. */
    public static String unmarked(String cell) {
        return isMarked(cell) ? cell.substring(0, cell.length() - MARK.length()) : cell;
    }

    /** Returns whether a name has the mark. */
    public static boolean isMarked(String name) {
        return name.endsWith(MARK);
    }

    /** Returns whether a stored run was imported. */
    public static boolean isImported(Run run) {
        return run.id().startsWith(Run.IMPORTED);
    }

    /** Returns the name of the file that a run was imported from. */
    public static String source(Run run) {
        return run.provenance().getOrDefault(SOURCE, "");
    }

    /** Returns the runs of a suite in a store that were not run here, by cell and seed. */
    public static List<Run> runs(Store store, String suite) {
        List<String> ids =
                store.labels(suite(suite)).stream().map(RunLabel::id).distinct().toList();
        return store.find(ids).stream()
                .filter(NotRunHere::isImported)
                .sorted(Comparator.comparing(Run::cell).thenComparing(Run::seed).thenComparing(Run::id))
                .toList();
    }
}
