package dev.engram.engine.weights.format;

import dev.engram.engine.json.JsonReader;
import dev.engram.engine.text.PrintableText;
import dev.engram.engine.weights.NamedArray;
import dev.engram.engine.weights.WeightFile;
import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads npz. The order of the arrays is that of the zip file's directory. */
final class NpzReader {
    private static final String SUFFIX = ".npy";
    /** No byte of a compressed file unpacks to more. */
    private static final long MAX_RATIO = 1040;

    private final Path file;
    private final ArrayReader arrays;

    private NpzReader(Path file) {
        this.file = file;
        arrays = new ArrayReader(file);
    }

    static WeightFile read(Path file) throws IOException {
        return new NpzReader(file).read();
    }

    private WeightFile read() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<NamedArray> all = new ArrayList<>();
            TreeSet<String> names = new TreeSet<>();
            for (ZipEntry e : Collections.list(zip.entries())) {
                String place = PrintableText.line(e.getName());
                if (!e.getName().endsWith(SUFFIX) || e.getName().length() == SUFFIX.length()) {
                    throw notAnArray(place);
                }
                if (!names.add(e.getName())) {
                    throw arrays.damaged(place, "the name occurs twice");
                }
                all.add(array(zip, e, place));
            }
            return new WeightFile(all, metadata(zip.getComment()));
        } catch (ZipException | IllegalArgumentException e) {
            String reason = PrintableText.line(String.valueOf(e.getMessage()));
            throw new IncompatibleException(
                    file + ": is not a zip file, or is damaged or truncated (" + reason + "); write it again", e);
        }
    }

    private IncompatibleException notAnArray(String place) {
        String remedy = place.endsWith(".pkl")
                ? "this is PyTorch's own format, which runs code when it is read: write the weights with"
                        + " safetensors.torch.save_file or numpy.savez"
                : "write only arrays, with numpy.savez";
        return new IncompatibleException(file + " (" + place + "): is not an array of NumPy (name.npy); " + remedy);
    }

    private NamedArray array(ZipFile zip, ZipEntry e, String place) throws IOException {
        if (e.getSize() < 0 || e.getSize() > MAX_RATIO * Math.min(e.getCompressedSize(), Files.size(file))) {
            throw arrays.damaged(place, "its size in the directory of the zip file is impossible");
        }
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(e), crc)) {
            NpyHeader h = NpyHeader.read(in, file + " (" + place + ")");
            int[] shape = arrays.shape(place, h.type(), e.getSize() - h.offset(), h.shape());
            float[] values = arrays.read(place, in, h.type(), h.order(), shape);
            if (in.read() >= 0 || crc.getValue() != e.getCrc()) {
                throw arrays.damaged(place, "its checksum differs from the one in the directory of the zip file");
            }
            String name = e.getName().substring(0, e.getName().length() - SUFFIX.length());
            if (name.isBlank()) {
                throw arrays.damaged(place, "the array has no name");
            }
            return new NamedArray(name, shape, h.fortran() ? ArrayReader.rowByRow(values, shape) : values);
        }
    }

    /** A comment that does not start like an object is another program's. */
    private Map<String, String> metadata(String comment) {
        if (comment == null || !comment.startsWith("{")) {
            return Map.of();
        }
        try {
            Map<String, String> texts = new LinkedHashMap<>();
            JsonReader.object(comment).forEach((name, value) -> texts.put(name, value.toString()));
            return texts;
        } catch (IOException e) {
            throw arrays.damaged("comment", "is not a JSON object (" + PrintableText.line(e.getMessage()) + ")");
        }
    }
}
