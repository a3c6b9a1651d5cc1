package dev.engram.engine.plugins;

import dev.engram.spi.processor.DocumentationProcessor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.processor.ExtensionStorage;

/**
 * Reads a plugin's file: a jar, or a zip with the plugin in {@code classes/} and its libraries in {@code lib/}. Reads
 * every byte and compares checksums, so that a damaged file is found now and not in the middle of a run.
 */
final class ArchiveReader {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String PROPERTIES = "plugin.properties";
    private static final String INDEX = "META-INF/extensions.idx";
    private static final String SPI = "dev/engram/spi/";

    /** The most that the entries may contain that the engine keeps in memory. */
    private static final long MAX_TEXT_BYTES = 64L << 20;

    private final Path file;
    private final PluginSizeLimit limit;
    private final boolean isZip;
    /** The folder of the plugin's own classes in the archive. */
    private final String prefix;
    /** The contents of the entries that the engine reads, by name. */
    private final Map<String, String> texts = new TreeMap<>();

    private final byte[] buffer = new byte[1 << 16];

    private long packed;
    private long unpacked;
    private long textBytes;

    private ArchiveReader(Path file, PluginSizeLimit limit) {
        this.file = file;
        this.limit = limit;
        this.isZip = isNamed(file, ".zip");
        this.prefix = isZip ? "classes/" : "";
    }

    static boolean isArchive(Path file) {
        return isNamed(file, ".jar") || isNamed(file, ".zip");
    }

    private static boolean isNamed(Path file, String ending) {
        return file.getFileName() != null
                && file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /**
     * Reads a plugin.
     *
     * @throws IllegalArgumentException with the reason if the file is not a plugin, or unpacks to more than the limit
     * @throws IOException if the file cannot be read
     */
    static PluginArchive read(Path file, TemporaryFolder temporaryFolder, PluginSizeLimit limit) throws IOException {
        return new ArchiveReader(file, limit).read(temporaryFolder);
    }

    private PluginArchive read(TemporaryFolder temporaryFolder) throws IOException {
        packed = Files.size(file);
        Path folder = isZip ? temporaryFolder.newFolder() : null;
        SortedSet<String> libraries = new TreeSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry e : Collections.list(zip.entries())) {
                if (!e.isDirectory()) {
                    readEntry(zip, e, folder);
                    if (isZip && e.getName().matches("lib/.+\\.jar")) {
                        libraries.add(e.getName());
                    }
                }
            }
        } catch (ZipException e) {
            throw new ZipException("it is damaged or not a " + (isZip ? "zip" : "jar") + ": " + e.getMessage());
        }
        List<Path> classPath = new ArrayList<>();
        classPath.add(isZip ? Files.createDirectories(folder.resolve(prefix)) : file);
        for (String library : libraries) {
            refuseSpi(library, folder.resolve(library));
            classPath.add(folder.resolve(library));
        }
        return new PluginArchive(
                file, FileChecksum.of(file), descriptor(), index(), documentation(), List.copyOf(classPath), Map.of());
    }

    private void readEntry(ZipFile zip, ZipEntry e, Path folder) throws IOException {
        String name = e.getName();
        if (name.startsWith(prefix + SPI) && name.endsWith(".class")) {
            throw bundlesSpi(name);
        }
        if (isZip) {
            Path target = folder.resolve(name).normalize();
            // A backslash separates folders only on Windows.
            if (!target.startsWith(folder) || name.indexOf('\\') >= 0) {
                throw new IllegalArgumentException(
                        "its entry '" + name + "' points outside the plugin's folder, or uses '\\' instead of '/';"
                                + " nothing was loaded from it");
            }
            Files.createDirectories(target.getParent());
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                copy(zip, e, out, false);
            }
        }
        if (name.equals(PROPERTIES)
                || name.equals(prefix + MANIFEST)
                || name.equals(prefix + INDEX)
                || name.startsWith(prefix + DocumentationProcessor.FOLDER)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copy(zip, e, out, true);
            texts.put(name, out.toString(StandardCharsets.UTF_8));
        } else if (!isZip) {
            copy(zip, e, OutputStream.nullOutputStream(), false);
        }
    }

    /** Copies an entry and compares its checksum, which {@link ZipFile} does not do. */
    private void copy(ZipFile zip, ZipEntry e, OutputStream out, boolean inMemory) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(e), crc)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                unpacked += n;
                limit.check(packed, unpacked);
                textBytes += inMemory ? n : 0;
                if (textBytes > MAX_TEXT_BYTES) {
                    throw new IllegalArgumentException("its index and its documentation are larger than "
                            + (MAX_TEXT_BYTES >> 20) + " MB; rebuild it");
                }
                out.write(buffer, 0, n);
            }
        } catch (ZipException x) {
            throw new ZipException(e.getName() + ": " + x.getMessage());
        }
        if (crc.getValue() != e.getCrc()) {
            throw new ZipException(e.getName() + " does not match its checksum");
        }
    }

    private static void refuseSpi(String library, Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream()
                    .anyMatch(e -> e.getName().startsWith(SPI) && e.getName().endsWith(".class"))) {
                throw bundlesSpi(library);
            }
        } catch (ZipException e) {
            throw new ZipException("its " + library + " is damaged or not a jar: " + e.getMessage());
        }
    }

    private static IllegalArgumentException bundlesSpi(String where) {
        return new IllegalArgumentException("it contains its own copy of dev.engram.spi (" + where
                + "), whose types are not Engram's; exclude it (in Maven: scope 'provided')");
    }

    private PluginDescriptor descriptor() throws IOException {
        PluginDescriptor d = new FromManifest().descriptor(texts.containsKey(PROPERTIES) ? properties() : manifest());
        String place = texts.containsKey(PROPERTIES) ? PROPERTIES : prefix + MANIFEST;
        if (d.getPluginId() == null || d.getPluginId().isBlank()) {
            throw new IllegalArgumentException("it is not a plugin: "
                    + (texts.containsKey(place) ? "there is no Plugin-Id in its " : "it has no ") + place
                    + (isZip
                            ? " (a zip contains the plugin in classes/ and its libraries in lib/; a plain jar must be"
                                    + " named .jar)"
                            : ""));
        }
        if (d.getPluginId().equals(Origin.BUILT_IN.plugin())) {
            throw new IllegalArgumentException(
                    "its Plugin-Id is '" + d.getPluginId() + "', which is reserved for Engram");
        }
        if (d.getVersion() == null || d.getVersion().isBlank()) {
            throw new IllegalArgumentException("there is no Plugin-Version in its " + place);
        }
        checkRequires(d.getRequires(), place);
        return d;
    }

    /** Reads the range as PF4J does: a bare version means that version or a later one. */
    private static void checkRequires(String requires, String place) {
        if (requires == null || requires.isBlank() || requires.strip().equals("*")) {
            return;
        }
        String wanted = requires.strip().matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires.strip() : requires.strip();
        boolean fits;
        try {
            fits = new DefaultVersionManager().checkVersionConstraint(SpiVersion.CURRENT, wanted);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the Plugin-Requires '" + requires + "' in its " + place + " is not a version range such as >="
                            + SpiVersion.CURRENT,
                    e);
        }
        if (!fits) {
            throw new IllegalArgumentException("it requires version " + requires + " of the SPI, but this Engram has "
                    + SpiVersion.CURRENT + "; use matching versions of the plugin and of Engram");
        }
    }

    private Manifest manifest() throws IOException {
        byte[] bytes = texts.getOrDefault(prefix + MANIFEST, "").getBytes(StandardCharsets.UTF_8);
        return new Manifest(new ByteArrayInputStream(bytes));
    }

    /** Reads PF4J's other description of a plugin, in which {@code plugin.id} stands for {@code Plugin-Id}. */
    private Manifest properties() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(texts.get(PROPERTIES)));
        Manifest m = new Manifest();
        for (String key : properties.stringPropertyNames()) {
            if (key.matches("plugin\\.[a-z]+")) {
                String word = key.substring("plugin.".length());
                m.getMainAttributes()
                        .putValue(
                                "Plugin-" + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                                properties.getProperty(key));
            }
        }
        return m;
    }

    private Optional<SortedSet<String>> index() throws IOException {
        if (!texts.containsKey(prefix + INDEX)) {
            return Optional.empty();
        }
        SortedSet<String> names = new TreeSet<>();
        ExtensionStorage.read(new StringReader(texts.get(prefix + INDEX)), names);
        return Optional.of(names);
    }

    private Map<String, String> documentation() {
        String start = prefix + DocumentationProcessor.FOLDER;
        Map<String, String> comments = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (name.startsWith(start) && name.endsWith(DocumentationProcessor.SUFFIX)) {
                comments.put(
                        name.substring(start.length(), name.length() - DocumentationProcessor.SUFFIX.length()), text);
            }
        });
        return comments;
    }

    /** Lets PF4J read a manifest that is already in memory. */
    private static final class FromManifest extends ManifestPluginDescriptorFinder {
        PluginDescriptor descriptor(Manifest manifest) {
            return createPluginDescriptor(manifest);
        }
    }
}
