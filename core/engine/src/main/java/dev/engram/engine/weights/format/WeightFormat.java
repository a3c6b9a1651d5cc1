package dev.engram.engine.weights.format;

import dev.engram.engine.text.PrintableText;
import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The formats of files of weights. */
public enum WeightFormat {
    /** NumPy's npz, as numpy.savez writes it: a zip file with an array in NumPy's format for each name. */
    NPZ {
        @Override
        public void write(WeightFile weights, OutputStream out) throws IOException {
            NpzWriter.write(weights, out);
        }

        @Override
        WeightFile readGuarded(Path file) throws IOException {
            return NpzReader.read(file);
        }
    },
    /** Safetensors, the format of Hugging Face: a header in JSON, then the numbers. */
    SAFETENSORS {
        @Override
        public void write(WeightFile weights, OutputStream out) throws IOException {
            SafetensorsWriter.write(weights, out);
        }

        @Override
        WeightFile readGuarded(Path file) throws IOException {
            return SafetensorsReader.read(file);
        }
    };

    /** Returns the usual ending of a file's name, without the dot, which is also the name of the format. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes weights in single precision. Equal weights and metadata give equal bytes, on every computer and at any
     * time.
     *
     * @param out is not closed
     * @throws IllegalArgumentException if the format cannot hold a name or the metadata
     */
    public abstract void write(WeightFile weights, OutputStream out) throws IOException;

    abstract WeightFile readGuarded(Path file) throws IOException;

    /**
     * Reads a file of weights, whatever its name: the first bytes tell the format. Integers and numbers in half,
     * bfloat16 and double precision become single precision.
     *
     * @throws IncompatibleException if the file does not exist, is of another format, is damaged, has a number that is
     *     too large for single precision, or needs more memory than a data set may use
     */
    public static WeightFile read(Path file) {
        try {
            return of(file).readGuarded(file);
        } catch (NoSuchFileException e) {
            throw new IncompatibleException("the file " + file + " does not exist; correct the path", e);
        } catch (IOException e) {
            throw new IncompatibleException(
                    file + ": cannot be read (" + PrintableText.line(String.valueOf(e.getMessage())) + ")", e);
        }
    }

    private static WeightFormat of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = DataFiles.open(file)) {
            start = in.readNBytes(9);
        }
        if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
            return NPZ;
        }
        if (start.length == 9 && start[8] == '{') {
            return SAFETENSORS;
        }
        throw new IncompatibleException(
                file + ": is not a file of weights, because it begins neither like npz nor like safetensors; write it"
                        + " with numpy.savez or safetensors.torch.save_file");
    }
}
