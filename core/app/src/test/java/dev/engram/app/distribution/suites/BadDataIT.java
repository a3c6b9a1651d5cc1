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
                        + ": starts with 504b0304 where an IDX file of images starts with 00000803; it is another"
                        + " kind of file, or damaged: fetch it again");
        write(IMAGES, 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 7);
        refused(
                "{idx: {directory: .}}",
                "idx: DIR/train-labels-idx1-ubyte: has 1 labels for the 2 images of DIR/" + IMAGES
                        + "; the files do not belong together");
    }

    @Test
    void missingTable() {
        refused("{csv: {file: no.csv, test: 0.2}}", "the file DIR/no.csv cannot be read: there is no such file");
        refused("{csv: {file: ., test: 0.2}}", "the file DIR cannot be read: it is a folder");
    }

    @Test
    void damagedTable() {
        table("a,b,kind\n1,2,x\n1,zz,y\n");
        refused(
                "{csv: {file: t.csv, test: 0.2}}",
                "csv: DIR/t.csv:3:3: column 2 (b): \"zz\" is not a number; correct it, remove the row or column, or"
                        + " name another target");
        table("");
        refused(
                "{csv: {file: t.csv, test: 0.2}}",
                "csv: DIR/t.csv: the file is empty; it needs a row for each example");
    }

    @Test
    void aTargetThatIsNotANumber() {
        table("a,b\n1,2\n1,x\n");
        refused(
                "{csv: {file: t.csv, test: 0.2, classes: false}}",
                "csv: DIR/t.csv:3:3: column 2 (b): \"x\" is not a number;"
                        + " correct it, remove the row or column, or name another target");
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
