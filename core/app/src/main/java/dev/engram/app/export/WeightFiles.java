package dev.engram.app.export;

import dev.engram.engine.compare.CellRuns;
import dev.engram.engine.network.NetworkWeights;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.weights.ArrayCodec;
import dev.engram.engine.weights.WeightFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The weights of stored runs, one file for each run, in a folder. */
public final class WeightFiles {
    private WeightFiles() {}

    /** Writes what belongs to the weights of one run. */
    public interface Writer {
        /** Refuses a network that cannot be written, by an exception of its own. Called once for each run. */
        void check(Run run, WeightFile weights) throws IOException;

        /**
         * Writes a file, or a folder of files.
         *
         * @param file does not exist, or is from an earlier export
         * @throws IOException if the file cannot be written
         */
        void write(Run run, WeightFile weights, Path file) throws IOException;
    }

    /** Writes the bytes of one file. */
    public interface FileWriter extends Writer {
        /** @throws IOException if the bytes cannot be written */
        void write(Run run, WeightFile weights, OutputStream out) throws IOException;

        @Override
        default void check(Run run, WeightFile weights) throws IOException {
            write(run, weights, OutputStream.nullOutputStream());
        }

        /** Writes a file. A refused network leaves none. */
        @Override
        default void write(Run run, WeightFile weights, Path file) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(run, weights, bytes);
            Files.write(file, bytes.toByteArray());
        }
    }

    /**
     * What was written.
     *
     * @param files the files, in the order of the cells and seeds
     * @param without runs that have no such weights
     */
    public record Written(List<Path> files, List<Run> without) {
        public Written {
            files = List.copyOf(files);
            without = List.copyOf(without);
        }
    }

    /**
     * Writes one file or folder for each run that has weights, named after its cell and seed. Equal runs give equal
     * files. Arrays of the learning rule are left out, because they do not belong to the network. A network that the
     * writer refuses is found before the first file is written.
     *
     * @param step the step after which the weights were kept; empty for the last one of each run
     * @param ending ending of the names, such as {@code .npz}; empty for folders
     */
    public static Written write(
            List<CellRuns> cells, Store store, OptionalLong step, String ending, Path folder, Writer writer)
            throws IOException {
        List<Chosen> all = new ArrayList<>();
        List<Run> without = new ArrayList<>();
        choose(cells, store, step, all, without);
        for (Chosen one : all) {
            writer.check(one.run, one.weights(store));
        }
        List<Path> files = new ArrayList<>();
        for (Chosen one : all) {
            String name = FileNames.unique(one.cell) + "-seed-" + one.run.seed()
                    + (step.isPresent() ? "-step-" + one.step : "");
            Path file = Files.createDirectories(folder).resolve(name + ending);
            writer.write(one.run, one.weights(store), file);
            files.add(file);
        }
        return new Written(files, without);
    }

    /** A run of a cell, and the step after which its weights were kept. */
    private record Chosen(String cell, Run run, long step) {
        WeightFile weights(Store store) {
            return toFile(run, cell, store.weights(run.id(), step).orElseThrow());
        }
    }

    private static void choose(
            List<CellRuns> cells, Store store, OptionalLong step, List<Chosen> all, List<Run> without) {
        for (CellRuns cell : cells) {
            Map<String, List<Store.WeightsEntry>> kept =
                    store.weights(cell.runs().stream().map(Run::id).toList());
            for (Run run : cell.runs()) {
                OptionalLong at = kept.getOrDefault(run.id(), List.of()).stream()
                        .mapToLong(Store.WeightsEntry::step)
                        .filter(s -> step.isEmpty() || step.getAsLong() == s)
                        .max();
                if (at.isEmpty()) {
                    without.add(run);
                } else {
                    all.add(new Chosen(cell.name(), run, at.getAsLong()));
                }
            }
        }
    }

    private static WeightFile toFile(Run run, String cell, KeptWeights weights) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("engram.suite", run.suite());
        metadata.put("engram.cell", cell);
        metadata.put("engram.seed", Long.toString(run.seed()));
        metadata.put("engram.run", run.id());
        metadata.put("engram.parameters", run.hash());
        metadata.put("engram.step", Long.toString(weights.step()));
        return new WeightFile(
                ArrayCodec.decode(weights.arrays()).stream()
                        .filter(a -> !a.name().startsWith(NetworkWeights.RULE))
                        .toList(),
                metadata);
    }
}
