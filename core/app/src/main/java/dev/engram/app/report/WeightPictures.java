package dev.engram.app.report;

import dev.engram.app.results.SuiteResults;
import dev.engram.app.slice.SliceEnd;
import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.data.Split;
import dev.engram.engine.inspect.HiddenRepresentation;
import dev.engram.engine.inspect.PlanarProjection;
import dev.engram.engine.run.ResolvedRun;
import dev.engram.engine.run.ResolvedTask.NetworkTraining;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.weights.NamedArray;
import dev.engram.spi.IncompatibleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the weights of stored runs look like: those of the first layer as tiles, and test examples as the last hidden
 * layer represents them, on the plane in which they vary most, and the loss on the lines between cells. Of each cell
 * the first seed with weights is shown, as it was at the last step for which weights were kept.
 */
public final class WeightPictures {
    private static final int MAX_CELLS = 8;
    private static final int MAX_EXAMPLES = 500;

    private final DataCache data = new DataCache();
    private final List<Map<String, Object>> tiles = new ArrayList<>();
    private final List<Map<String, Object>> hidden = new ArrayList<>();
    private final SliceCharts slices = new SliceCharts();
    private final List<String> notes = new ArrayList<>();
    private int shown;

    private WeightPictures() {}

    /** Returns the data of the page's section; without weights in the store, its lists are empty. */
    public static Map<String, Object> of(SuiteResults results, Store store) {
        WeightPictures pictures = new WeightPictures();
        for (int i = 0; i < results.cells().size(); i++) {
            pictures.add(i, results.plan().cells().get(i), results.cells().get(i), store);
        }
        if (pictures.shown > MAX_CELLS) {
            pictures.notes.add("Weights of " + MAX_CELLS + " of " + pictures.shown
                    + " cells are shown; engram export --as safetensors writes all.");
        }
        List<Map<String, Object>> lines = pictures.slices.lines(pictures.data, pictures.notes);
        return Map.of("tiles", pictures.tiles, "hidden", pictures.hidden, "slices", lines, "notes", pictures.notes);
    }

    private void add(int index, Suite.Cell cell, CellRuns runs, Store store) {
        Map<String, List<Store.WeightsEntry>> kept =
                store.weights(runs.runs().stream().map(Run::id).toList());
        Optional<Run> first =
                runs.runs().stream().filter(r -> kept.containsKey(r.id())).findFirst();
        if (first.isEmpty() || ++shown > MAX_CELLS) {
            return;
        }
        Run run = first.get();
        List<Store.WeightsEntry> entries = kept.get(run.id());
        long step = entries.get(entries.size() - 1).step();
        List<NamedArray> weights =
                ArrayCodec.decode(store.weights(run.id(), step).orElseThrow().arrays());
        slices.add(index, cell.problem(), new SliceEnd(run, cell.spec(), step, weights));
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("cell", index);
        about.put("seed", run.seed());
        about.put("step", step);
        Optional<Split> split = split(cell, run.seed());
        WeightTiles.of(weights, split.map(Split::shape)).ifPresent(t -> {
            Map<String, Object> picture = new LinkedHashMap<>(about);
            picture.putAll(t.toMap());
            tiles.add(picture);
        });
        split.ifPresent(s -> addHidden(about, cell, run.seed(), s, weights));
    }

    private Optional<Split> split(Suite.Cell cell, long seed) {
        if (!(cell.spec().resolve(seed).task() instanceof NetworkTraining task)) {
            return Optional.empty();
        }
        try {
            return Optional.of(data.split(task.data(), seed));
        } catch (IncompatibleException e) {
            notes.add("The data of " + cell.name() + " cannot be read (" + e.getMessage()
                    + "), so that its hidden layer is not shown.");
            return Optional.empty();
        }
    }

    private void addHidden(
            Map<String, Object> about, Suite.Cell cell, long seed, Split split, List<NamedArray> weights) {
        ResolvedRun run = cell.spec().resolve(seed);
        HiddenRepresentation.of((NetworkTraining) run.task(), split, run.seed(), weights, MAX_EXAMPLES)
                .ifPresent(h -> {
                    if (!isFinite(h.outputs())) {
                        notes.add("The outputs of the last hidden layer of " + cell.name()
                                + " are not finite, so that they are not shown.");
                        return;
                    }
                    PlanarProjection p = PlanarProjection.of(h.outputs(), h.labels().length);
                    Map<String, Object> picture = new LinkedHashMap<>(about);
                    picture.put("x", p.x());
                    picture.put("y", p.y());
                    picture.put("explained", p.explained());
                    picture.put("labels", Arrays.stream(h.labels()).boxed().toList());
                    picture.put("classes", split.classes());
                    hidden.add(picture);
                });
    }

    private static boolean isFinite(float[] numbers) {
        for (float n : numbers) {
            if (!Float.isFinite(n)) {
                return false;
            }
        }
        return true;
    }
}
