package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.pf4j.Extension;

/** Builds plugins as their authors do: compiled against the SPI with both annotation processors, then packed. */
final class PluginFile {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String INDEX = "META-INF/extensions.idx";

    private final Path work;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, byte[]> libraries = new LinkedHashMap<>();
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();

    private PluginFile(Path work) {
        this.work = work;
    }

    /** Returns a plugin of this id, version 1.0.0, without classes; {@code work} is a folder for compiler output. */
    static PluginFile of(Path work, String id) {
        return new PluginFile(work).manifest("Plugin-Id", id).manifest("Plugin-Version", "1.0.0");
    }

    /** Returns the source of a schedule, the simplest component, in package p; {@code at} is an expression. */
    static String schedule(String type, String name, String at) {
        return """
            package p;
            /** Always {@code %s}, here called %s. */
            @dev.engram.spi.Component("%s")
            public record %s(@dev.engram.spi.Hyper(value = "1", doc = "how much") float much)
                implements dev.engram.spi.Schedule {
              @Override public double at(long t, long total) {
                return %s;
              }
            }
            """.formatted(at, name, name, type, at);
    }

    /** Returns the plugin {@code id} with one schedule. */
    static PluginFile withSchedule(Path work, String id, String type, String name) {
        return of(work, id).source("p." + type, schedule(type, name, "much"));
    }

    PluginFile manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    PluginFile entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    PluginFile entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    PluginFile without(String name) {
        if (entries.remove(name) == null && manifest.remove(name) == null) {
            throw new IllegalArgumentException("no " + name + " in " + entries.keySet());
        }
        return this;
    }

    /** Adds a library to the zip's lib folder; sources added later are compiled against it. */
    PluginFile library(String name, Map<String, byte[]> content) {
        libraries.put("lib/" + name, pack(content));
        try {
            Path file = Files.write(Files.createTempFile(work, "library", ".jar"), pack(content));
            classPath.add(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    PluginFile source(String type, String code) {
        Map<String, byte[]> made = compile(work, classPath, type, code);
        if (entries.containsKey(INDEX)) {
            made.put(
                    INDEX,
                    (new String(entries.get(INDEX), StandardCharsets.UTF_8)
                                    + new String(made.get(INDEX), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8));
        }
        entries.putAll(made);
        return this;
    }

    PluginFile alsoOnClassPath(Path jar) {
        classPath.add(jar);
        return this;
    }

    Path jar(Path file) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (!manifest.isEmpty()) {
            all.put(MANIFEST, manifestText());
        }
        all.putAll(entries);
        return write(file, pack(all));
    }

    Path zip(Path file) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        if (!manifest.isEmpty()) {
            all.put("classes/" + MANIFEST, manifestText());
        }
        entries.forEach(
                (name, content) -> all.put(name.startsWith("/") ? name.substring(1) : "classes/" + name, content));
        all.putAll(libraries);
        return write(file, pack(all));
    }

    private byte[] manifestText() {
        StringBuilder b = new StringBuilder("Manifest-Version: 1.0\r\n");
        manifest.forEach((k, v) -> b.append(k).append(": ").append(v).append("\r\n"));
        return b.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pack(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            // Uncompressed, so that a test can damage a byte that only the checksum protects.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                entry.setTime(0); // whenever it is built, a plugin has the same bytes
                zip.putNextEntry(entry);
                zip.write(e.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns all files that the compiler and the processors write, by name. */
    static Map<String, byte[]> compile(Path work, List<Path> classPath, String type, String code) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Path folder = Files.createTempDirectory(work, "compiled");
            Path source = Files.createDirectories(folder.resolve(
                            "source/" + type.substring(0, type.lastIndexOf('.')).replace('.', '/')))
                    .resolve(type.substring(type.lastIndexOf('.') + 1) + ".java");
            Files.writeString(source, code);
            Path target = Files.createDirectory(folder.resolve("target"));
            String own = location(Component.class) + File.pathSeparator + location(Extension.class);
            StringBuilder all =
                    new StringBuilder(own).append(File.pathSeparator).append(location(Catalog.class));
            classPath.forEach(p -> all.append(File.pathSeparator).append(p));
            StringWriter messages = new StringWriter();
            List<String> options =
                    List.of("-cp", all.toString(), "-processorpath", own, "-d", target.toString(), "--release", "17");
            boolean ok = compiler.getTask(
                            messages,
                            null,
                            null,
                            options,
                            null,
                            compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                    .call();
            if (!ok) {
                throw new IllegalArgumentException(messages.toString());
            }
            return files(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path p : walk.filter(Files::isRegularFile).sorted().toList()) {
                files.put(folder.relativize(p).toString().replace('\\', '/'), Files.readAllBytes(p));
            }
        }
        return files;
    }

    /** Flips one bit of a file, at an offset from its start. */
    static void damage(Path file, int place) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[place] ^= 1;
            try (OutputStream out = Files.newOutputStream(file)) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
