package dev.engram.spark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The distribution as one file, which Spark copies to each executor: the folders {@code lib} and {@code plugins}. */
final class Shipment {
    private static final List<String> FOLDERS = List.of("lib", "plugins");

    private Shipment() {}

    /** Packs a distribution into a temporary file. */
    static Path write(Path home) throws IOException {
        Path zip = Files.createTempFile("engram-", ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(Deflater.NO_COMPRESSION); // jars are compressed already
            for (String folder : FOLDERS) {
                try (Stream<Path> files = Files.list(home.resolve(folder))) {
                    for (Path jar : files.filter(Shipment::isNeeded).sorted().toList()) {
                        out.putNextEntry(new ZipEntry(folder + "/" + jar.getFileName()));
                        Files.copy(jar, out);
                        out.closeEntry();
                    }
                }
            }
        }
        return zip;
    }

    /** Leaves out archives of loaded classes, which are valid only where they were made. */
    private static boolean isNeeded(Path file) {
        return file.toString().endsWith(".jar");
    }

    /** Unpacks the distribution into a new folder. */
    static void unpack(Path zip, Path to) throws IOException {
        Path home = to.toAbsolutePath().normalize();
        for (String folder : FOLDERS) {
            Files.createDirectories(home.resolve(folder));
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(zip));
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException(zip + " contains " + entry.getName() + ", which is outside of it");
                }
                try (OutputStream out = Files.newOutputStream(target)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
