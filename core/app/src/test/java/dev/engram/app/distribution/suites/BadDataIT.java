package dev.engram.app.distribution.suites;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing and damaged data files are refused with a remedy. */
class BadDataIT {
    private static final String IMAGES = "train-images-idx3-ubyte";

    @TempDir
    private Path folder;

    @Test
    void missingDirectoryOfImages() {
        refused(
                "{idx: {directory: nowhere}}",
                "there is no train-images-idx3-ubyte or train-images-idx3-ubyte.gz in DIR/nowhere/mnist or"
                        + " DIR/nowhere; put train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
                        + " t10k-labels-idx1-ubyte there, gzipped or not, or set idx.directory to their folder");
    }

    @Test
    void damagedImages() throws IOException {
        Files.write(folder.resolve(IMAGES), new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7});
        write("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 1, 5);
        write("t10k-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7);
        write("t10k-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 1, 5);
        refused(
                "{idx: {directory: .}}",
                "idx: DIR/" + IMAGES
                        + ": its header declares 2 x 1 x 1 = 2 bytes, but there are only 1; the file is damaged or"
                        + " truncated: fetch it again");
        write(IMAGES, 'P', 'K', 3, 4);
        refused(
                "{idx: {directory: .}}",
                "idx: DIR/" + IMAGES
                        + ": starts with 504b0304 where an IDX file of images starts with 00000803 or 00000804; it is"
                        + " another kind of file, or damaged: fetch it again");
        write(IMAGES, 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 7);
        refused(
                "{idx: {directory: .}}",
                "idx: DIR/train-labels-idx1-ubyte: has 1 labels for the 2 images of DIR/" + IMAGES
                        + "; the files do not belong together");
    }

    @Test
    void missingTable() {
        refused("{csv: {file: no.csv, test: 0.2}}", "the file DIR/no.csv cannot be read: it does not exist");
        refused("{csv: {file: ., test: 0.2}}", "the file DIR cannot be read: it is a folder");
    }

    @Test
    void damagedTable() {
        table("a,b,kind\n1,2,x\n1,zz,y\n");
        refused(
                "{csv: {file: t.csv, test: 0.2}}",
                "csv: DIR/t.csv:3:3: column 2 (b): \"zz\" is not a number; correct it or remove the row, or write"
                        + " categories: [b] for an input for each value, drop: [b], or target: b");
        table("");
        refused(
                "{csv: {file: t.csv, test: 0.2}}",
                "csv: DIR/t.csv: the file is empty; it needs a row for each example");
    }

    @Test
    void damagedAttributes() {
        SampleSuites.write(folder, "t.arff", "@attribute a real\n@attribute k {x, y}\n@data\n1, x\n2, z\n");
        refused(
                "{arff: {file: t.arff, test: 0.2}}",
                "arff: DIR/t.arff:5:4: attribute 'k': \"z\" is not a listed value; correct it, or add it to x, y in"
                        + " line 2");
    }

    @Test
    void damagedColumns() {
        SampleSuites.write(folder, "t.parquet", "PAR1 is the beginning and PAR1");
        refused(
                "{parquet: {file: t.parquet, test: 0.2}}",
                "parquet: DIR/t.parquet: is damaged or truncated: its metadata would be 543452769 bytes long; fetch it"
                        + " again");
    }

    @Test
    void aTargetThatIsNotANumber() {
        table("a,b\n1,2\n1,x\n");
        refused(
                "{csv: {file: t.csv, test: 0.2, classes: false}}",
                "csv: DIR/t.csv:3:3: column 2 (b): \"x\" is not a number;"
                        + " correct it, set classes: true for a classification, or name another target");
    }

    @Test
    void changesThatNeedImagesRefuseTables() {
        refused(
                "{digits: {test: 0.2, shape: [64, 1, 1], augment: [flip]}}",
                "augment: flip needs images or sequences, but the examples have 64 features without positions; set"
                        + " shape: [channels, height, width] for the data, or omit flip");
        refused(
                "{xor: {augment: [{shift: {rows: 0}}], shape: [1, 1, 2]}}",
                "xor: augment: these are all possible examples, so they are both training and test data, and random"
                        + " changes would be tested as well; omit augment");
    }

    @Test
    void aShapeThatDoesNotFit() {
        refused(
                "{digits: {test: 0.2, shape: [1, 8, 9]}}",
                "digits: shape: the shape 1 x 8 x 9 has 72 numbers, but an example has 64 inputs");
        refused(
                "{digits: {test: 0.2, shape: [65536, 65536, 65536]}}",
                "digits: shape: the shape 65536 x 65536 x 65536 has more than 2147483647 numbers");
    }

    @Test
    void aTruncatedArray() throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }";
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        byte[] bytes = java.util.Arrays.copyOf(start, start.length + header.length() + 2);
        System.arraycopy(header.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 10, header.length());
        Files.write(folder.resolve("x.npy"), bytes);
        refused(
                "{npy: {inputs: x.npy, targets: x.npy}}",
                "npy: DIR/x.npy: is truncated: 4 rows need 71 bytes, but there are only 69; fetch it again");
    }

    @Test
    void aFolderOfImagesThatIsMissingOrContainsSomethingElse() throws IOException {
        refused(
                "{image-folder: {directory: photos}}",
                "DIR/photos: is not a folder; name a folder that contains a folder of images for each class");
        Files.createDirectories(folder.resolve("photos/cat"));
        Files.createDirectories(folder.resolve("photos/dog"));
        Files.writeString(folder.resolve("photos/cat/1.png"), "no image");
        Files.writeString(folder.resolve("photos/dog/1.png"), "no image");
        refused(
                "{image-folder: {directory: photos}}",
                "image-folder: DIR/photos/cat/1.png: is not a PNG or JPEG image, or is damaged; remove it, or fetch it"
                        + " again");
    }

    private void table(String text) {
        SampleSuites.write(folder, "t.csv", text);
    }

    private void write(String name, int... bytes) throws IOException {
        byte[] b = new byte[bytes.length];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) bytes[i];
        }
        Files.write(folder.resolve(name), b);
    }

    private void refused(String data, String problem) {
        Path suite = SampleSuites.write(folder, "bad.yaml", SampleSuites.SMALL.replace("{digits: {test: 0.2}}", data));
        Path out = folder.resolve("results");
        CommandResult e = InProcessCli.run("run", suite, "--out", out).withFolderAsDir(folder);
        assertAll(
                () -> assertEquals("DIR/bad.yaml:2:7 data: " + problem + "\n1 problem; nothing was run.\n", e.err()),
                () -> assertEquals("", e.out()),
                () -> assertEquals(2, e.code()),
                () -> assertFalse(Files.exists(out), "a store was created"));
    }
}
