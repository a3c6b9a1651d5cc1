package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Hyper;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.Rng;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of images, with a folder for each class.
 *
 * <pre>
 *   photos/cat/1.png                photos/train/cat/1.png
 *   photos/cat/2.jpg       or       photos/train/dog/7.png
 *   photos/dog/7.png                photos/test/cat/9.png
 * </pre>
 *
 * With folders train and test, the second is the test data. Classes and files are in the order of their names (by code
 * points, on every system). Inputs are from 0 to 1 (bytes divided by 255), channel by channel, each row by row: of
 * shape 3 x height x width, or 1 x height x width with {@code colour: grey}, where
 *
 * <pre>
 *   grey = (19595 red + 38470 green + 7471 blue + 32768) / 65536, rounded down
 * </pre>
 *
 * Images are PNG or JPEG files, and all of one size, unless {@code size} is given: then each is scaled to it (a
 * triangle filter, as wide as a pixel of the smaller image), so that its sides may be stretched. Numbers of 16 bits
 * keep their upper 8. Hidden files are not read. A file that is no image, a transparent image, images of different
 * sizes, and an empty folder are errors that name the file. Larger data than the limit of {@code --data-memory} stay on
 * disk.
 *
 * <p>A PNG file has the same pixels everywhere. The standard does not fix those of a JPEG file: decoders may differ in
 * the last bits. Therefore the decoded pixels of JPEG files are part of the identity of a run, so that results of
 * another decoder are not taken for the same; such files are decoded twice.
 */
@Component("image-folder")
public record ImageFolder(
        @Hyper(doc = "folder that contains a folder for each class, or the folders train and test")
        Path directory,

        @Hyper(value = "rgb", doc = "channels: rgb (3) or grey (1)")
        Colour colour,

        @Hyper(
                value = "[]",
                range = "[1,16384]",
                doc = "[height, width] to which every image is scaled; []: the size of the images, which must be equal")
        List<Integer> size)
        implements Dataset {
    /** The channels of an example. */
    public enum Colour {
        RGB(3),
        GREY(1);

        private final int channels;

        Colour(int channels) {
            this.channels = channels;
        }

        int channels() {
            return channels;
        }
    }

    public ImageFolder {
        size = List.copyOf(size);
        if (!size.isEmpty() && size.size() != 2) {
            throw new IncompatibleException(
                    "size has " + size.size() + " numbers; give two, the height and the width, such as [32, 32]");
        }
    }

    @Override
    public Table load(Rng rng) {
        return ImageFiles.list(directory).load(colour.channels(), size);
    }

    @Override
    public String identity() {
        return ImageFiles.list(directory).checksum();
    }
}
