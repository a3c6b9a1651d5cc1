package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.InputRows;
import dev.engram.spi.Dataset.Table;
import dev.engram.spi.Dataset.Table.Partition;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataFiles;
import dev.engram.spi.io.RowWriter;
import dev.engram.spi.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The images of a folder, in order.
 *
 * @param images training images first
 * @param testRows number of test images at the end
 */
record ImageFiles(Path directory, List<String> classes, List<Image> images, int testRows) {
    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(p -> p.getFileName().toString());
    private static final String TRAIN = "train";
    private static final String TEST = "test";

    /** An image and the index of its class. */
    record Image(Path file, int label) {}

    static ImageFiles list(Path directory) {
        List<Path> folders = folders(directory);
        List<String> names = folders.stream().map(ImageFiles::name).toList();
        boolean divided = names.equals(List.of(TEST, TRAIN));
        List<Path> parts = divided ? List.of(directory.resolve(TRAIN), directory.resolve(TEST)) : List.of(directory);
        TreeSet<String> classes = new TreeSet<>();
        parts.forEach(part -> folders(part).forEach(f -> classes.add(name(f))));
        List<String> ordered = List.copyOf(classes);
        if (ordered.size() < 2) {
            throw new IncompatibleException(
                    directory + ": has " + (ordered.isEmpty() ? "no folder" : "one folder, " + ordered.get(0))
                            + "; it needs a folder of images for each of at least two classes");
        }
        List<Image> images = new ArrayList<>();
        int training = 0;
        for (Path part : parts) {
            training = images.size();
            folders(part).forEach(f -> images(f, ordered.indexOf(name(f)), images));
        }
        return new ImageFiles(directory, ordered, List.copyOf(images), divided ? images.size() - training : 0);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static boolean hidden(Path file) {
        return name(file).startsWith(".") || name(file).equals("Thumbs.db");
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IncompatibleException(
                    folder + ": is not a folder; name a folder that contains a folder of images" + " for each class");
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> !hidden(f)).sorted(BY_NAME).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IncompatibleException(folder + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static List<Path> folders(Path directory) {
        for (Path entry : entries(directory)) {
            if (!Files.isDirectory(entry)) {
                throw new IncompatibleException(
                        entry + ": is not in the folder of a class; move it into one, or remove it");
            }
        }
        return entries(directory);
    }

    private static void images(Path folder, int label, List<Image> to) {
        List<Path> files = entries(folder);
        if (files.isEmpty()) {
            throw new IncompatibleException(folder + ": has no images; add some, or remove the folder");
        }
        for (Path file : files) {
            if (Files.isDirectory(file) || !isPng(file) && !isJpeg(file)) {
                throw new IncompatibleException(file + ": is "
                        + (Files.isDirectory(file) ? "a folder inside the folder of a class" : "not a PNG or JPEG file")
                        + "; the folder of a class contains .png, .jpg and .jpeg files: remove it");
            }
            to.add(new Image(file, label));
        }
    }

    private static boolean isPng(Path file) {
        return name(file).toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static boolean isJpeg(Path file) {
        String lower = name(file).toLowerCase(Locale.ROOT);
        return lower.endsWith(".jpg") || lower.endsWith(".jpeg");
    }

    /** @param size height and width; empty for that of the images */
    Table load(int channels, List<Integer> size) {
        Path first = images.get(0).file;
        int[] wanted = size.isEmpty() ? ImageDecoder.size(first) : new int[] {size.get(0), size.get(1)};
        Shape shape = shape(first, channels, wanted);
        float[] labels = new float[images.size()];
        return FileInput.guard(directory, () -> {
            try (RowWriter rows = new RowWriter(shape, images.size(), 255f)) {
                byte[] row = new byte[shape.size()];
                for (int i = 0; i < labels.length; i++) {
                    Path file = images.get(i).file;
                    int[] found = ImageDecoder.size(file);
                    if (size.isEmpty() && (found[0] != wanted[0] || found[1] != wanted[1])) {
                        throw new IncompatibleException(file + ": has " + found[0] + " x " + found[1] + " pixels, and "
                                + first + " has " + wanted[0] + " x " + wanted[1]
                                + " (height x width); scale one of them, or set size: [" + wanted[0] + ", " + wanted[1]
                                + "] to scale all");
                    }
                    Pixels pixels = ImageDecoder.decode(file, channels);
                    pixels.scaledTo(wanted[0], wanted[1]).writeTo(row);
                    rows.add(row);
                    labels[i] = images.get(i).label;
                }
                return table(rows.rows(), labels);
            }
        });
    }

    private static Shape shape(Path first, int channels, int... size) {
        try {
            return new Shape(channels, size[0], size[1]);
        } catch (IllegalArgumentException e) {
            throw new IncompatibleException(first + ": " + e.getMessage(), e);
        }
    }

    private Table table(InputRows rows, float[] labels) {
        return new Table(rows, 1, labels, classes, testRows == 0 ? Partition.NONE : Partition.TEST, testRows);
    }

    /** Returns a checksum of the names of all images, and of their contents; of JPEG files, of the decoded pixels. */
    String checksum() {
        MessageDigest digest = FileInput.sha256();
        for (Image image : images) {
            String name = directory.relativize(image.file).toString().replace('\\', '/');
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(
                    isJpeg(image.file) ? ImageDecoder.decode(image.file, 3).checksum() : contents(image.file));
        }
        return "images " + HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] contents(Path file) {
        return FileInput.guard(file, () -> {
            try (InputStream in = DataFiles.open(file);
                    DigestOutputStream out =
                            new DigestOutputStream(OutputStream.nullOutputStream(), FileInput.sha256())) {
                in.transferTo(out);
                return out.getMessageDigest().digest();
            }
        });
    }
}
