package dev.engram.app.distribution.fuzz;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.suites.ShippedCatalog;
import dev.engram.engine.plugins.Catalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Writes the input of each case. A case depends only on its seed. */
final class FuzzCases {
    private static final Path EXPERIMENTS = Path.of("../../experiments");
    private static final String TABLE = """
        data: {csv: {file: FILE, target: species, test: 0.2}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: sgd
        training: {epochs: 1}
        """;
    private static final String IMAGES = TABLE.replaceFirst("data:.*", "data: {idx: {directory: FILE}}");

    private final Path root;
    private Path folder;
    private int folders;
    private final Catalog catalog;
    private final List<String> suites = new ArrayList<>();
    private final String table;
    private final byte[] store;

    /**
     * One input.
     *
     * @param command runs the file alone
     * @param seed makes the same input again
     */
    record Case(long seed, Path file, List<Object> command) {
        /** Returns whether many cases of this kind can be run by one command. */
        boolean batched() {
            return command.get(0).equals("check");
        }
    }

    FuzzCases(Path folder) throws IOException, ClassNotFoundException {
        this.root = folder;
        this.folder = folder;
        this.catalog = ShippedCatalog.load();
        try (Stream<Path> files = Files.list(EXPERIMENTS)) {
            for (Path f :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                suites.add(Files.readString(f));
            }
        }
        suites.add(SampleSuites.PAIR);
        StringBuilder rows = new StringBuilder("length,width,colour,species\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 30; i++) {
            rows.append(random.nextInt(100) / 10.0)
                    .append(',')
                    .append(random.nextInt(100))
                    .append(",c")
                    .append(random.nextInt(3))
                    .append(",s")
                    .append(i % 3)
                    .append('\n');
        }
        this.table = rows.toString();
        Path out = folder.resolve("base");
        CommandResult made =
                InProcessCli.run("run", SampleSuites.write(folder, "base.yaml", SampleSuites.PAIR), "--out", out);
        if (made.code() != 0) {
            throw new IllegalStateException(made.err());
        }
        this.store = Files.readAllBytes(out.resolve("engram.db"));
    }

    /** Writes further cases into an empty folder, and deletes those that were written since the last call. */
    void clear() throws IOException {
        if (!folder.equals(root)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(f);
                }
            }
        }
        folder = Files.createDirectory(root.resolve("cases" + folders++));
    }

    /** Keeps the cases that were written. */
    void keep() {
        folder = root;
    }

    /** Writes the input of a case: of twenty, fifteen suites, four data files and a store. */
    Case write(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int kind = random.nextInt(20);
        if (kind < 15) {
            return check(seed, suite(random));
        }
        return kind < 19 ? data(seed, random) : store(seed, random);
    }

    private Case check(long seed, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(seed + ".yaml"), text);
        return new Case(seed, file, List.of("check", file));
    }

    private String suite(SplittableRandom random) {
        Mutator mutator = new Mutator(random);
        String text = random.nextInt(3) == 0 ? new SuiteTrees(catalog, random).suite() : mutator.pick(suites);
        return random.nextInt(4) == 0 && text.startsWith("data") ? text : mutator.text(text, suites);
    }

    private Case data(long seed, SplittableRandom random) throws IOException {
        Mutator mutator = new Mutator(random);
        if (random.nextInt(3) > 0) {
            boolean zipped = random.nextInt(4) == 0;
            String name = seed + (zipped ? ".csv.gz" : ".csv");
            byte[] bytes = random.nextBoolean()
                    ? mutator.text(table, List.of(table)).getBytes(StandardCharsets.UTF_8)
                    : mutator.bytes(table.getBytes(StandardCharsets.UTF_8));
            Files.write(folder.resolve(name), zipped ? mutator.bytes(gzip(bytes)) : bytes);
            return check(seed, TABLE.replace("FILE", name));
        }
        Path images = Files.createDirectories(folder.resolve("images" + seed));
        int damaged = random.nextInt(4);
        List<String> names = List.of(
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte");
        for (int i = 0; i < names.size(); i++) {
            byte[] bytes = idx(i % 2 == 0);
            Files.write(images.resolve(names.get(i)), i == damaged ? mutator.bytes(bytes) : bytes);
        }
        return check(seed, IMAGES.replace("FILE", images.getFileName().toString()));
    }

    /** Returns ten images of two by two pixels, or their labels. */
    private static byte[] idx(boolean images) {
        int n = 10;
        byte[] header = images
                ? new byte[] {0, 0, 8, 3, 0, 0, 0, (byte) n, 0, 0, 0, 2, 0, 0, 0, 2}
                : new byte[] {0, 0, 8, 1, 0, 0, 0, (byte) n};
        byte[] all = Arrays.copyOf(header, header.length + (images ? 4 * n : n));
        for (int i = header.length; i < all.length; i++) {
            all[i] = (byte) (i % 3);
        }
        return all;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Case store(long seed, SplittableRandom random) throws IOException {
        Path out = Files.createDirectories(folder.resolve("store" + seed));
        byte[] bytes = store;
        Mutator mutator = new Mutator(random);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            bytes = mutator.bytes(bytes);
        }
        Path file = Files.write(out.resolve("engram.db"), bytes);
        return new Case(
                seed,
                file,
                switch (random.nextInt(20)) {
                    case 0 -> List.of("compare", root.resolve("base.yaml"), "--out", out);
                    case 1 -> List.of("store", "verify", "--out", out);
                    default -> List.of("store", "list", "--out", out);
                });
    }
}
