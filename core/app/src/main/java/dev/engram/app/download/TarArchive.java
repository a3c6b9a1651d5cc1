package dev.engram.app.download;

import dev.engram.spi.io.DataFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unpacks named files from a tar archive (POSIX ustar), gzipped or not. Only these files are written, whatever the
 * folders in the archive, so that no archive can write elsewhere.
 */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private TarArchive() {}

    /**
     * Writes files of an archive into a folder: each under its name once it is complete.
     *
     * @throws IOException if the archive is damaged or one of the files is missing
     */
    static void unpack(Path archive, List<String> names, Path folder) throws IOException {
        Map<String, Path> unpacked = new HashMap<>();
        try (InputStream in = DataFiles.open(archive)) {
            byte[] header = new byte[BLOCK];
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                String path = text(header, 0, NAME);
                String name = path.substring(path.lastIndexOf('/') + 1);
                long size = size(header);
                if (names.contains(name)) {
                    Path part = folder.resolve(name + ".unpacked");
                    copy(in, part, size);
                    unpacked.put(name, part);
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
        for (String name : names) {
            if (!unpacked.containsKey(name)) {
                throw new IOException(archive + ": there is no " + name + " in the archive");
            }
            Files.move(unpacked.get(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long size(byte[] header) throws IOException {
        String octal = text(header, SIZE_AT, SIZE_LENGTH).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new IOException("a header of the archive has the size '" + octal + "'; it is damaged");
        }
        return Long.parseLong(octal, 8);
    }

    private static void copy(InputStream in, Path file, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            long left = size;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new EOFException("the archive ends inside " + file.getFileName());
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
