package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-100: colour photographs of 100 kinds of things in 20 groups, 50,000 images for training and 10,000 for the
 * test.
 *
 * <p>3,072 inputs from 0 to 1 (bytes divided by 255), of shape 3 x 32 x 32: red, green, blue, each row by row. {@code
 * engram data cifar-100} downloads the binary version once. Its files train.bin, test.bin and fine_label_names.txt or
 * coarse_label_names.txt are searched in {@code directory/cifar-100-binary}, {@code directory/cifar-100}, {@code
 * directory}, the folder of downloads ({@code ~/.cache/engram/data/cifar-100}) and {@code
 * /usr/share/datasets/cifar-100}. A directory that a suite names must have all of them.
 *
 * <p>Krizhevsky 2009, Learning multiple layers of features from tiny images.
 */
@Component("cifar-100")
public record Cifar100(
        @Hyper(value = "fine", doc = "classes: fine (100) or coarse (20)")
        Label label,

        @Hyper(value = "data", doc = "folder of the files; one that is named must have them all")
        Path directory,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of training examples, the first ones; 0: all")
        int trainRows,

        @Hyper(value = "0", range = "[0,1000000000]", doc = "number of test examples, the first ones; 0: all")
        int testRows)
        implements Dataset {
    private static final String NAME = "cifar-100";

    /** The label of an image: its class, or the group of its class. */
    public enum Label {
        FINE(1, 100, "fine_label_names.txt"),
        COARSE(0, 20, "coarse_label_names.txt");

        private final int position;
        private final int classes;
        private final String names;

        Label(int position, int classes, String names) {
            this.position = position;
            this.classes = classes;
            this.names = names;
        }
    }

    @Override
    public Table load(Rng rng) {
        List<Path> files = files();
        return new CifarFiles(NAME, 2, label.position, names(files.get(2)))
                .load(files.subList(0, 1), files.get(1), trainRows, testRows);
    }

    private List<String> names(Path file) {
        List<String> names = FileInput.readFile(file, in -> {
            BufferedReader lines = FileInput.textReader(in);
            return lines.lines().filter(l -> !l.isBlank()).map(String::strip).toList();
        });
        if (names.size() != label.classes) {
            throw new IncompatibleException(file + ": has " + names.size() + " names, but there are " + label.classes
                    + " classes; it is damaged: fetch it again");
        }
        return names;
    }

    @Override
    public List<Path> files() {
        return CifarFiles.find(
                DataFolders.of(directory, NAME, "cifar-100-binary"),
                List.of("train.bin", "test.bin", label.names),
                NAME);
    }
}
