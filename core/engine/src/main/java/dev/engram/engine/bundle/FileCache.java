package dev.engram.engine.bundle;

import dev.engram.engine.bind.FileLocator;
import dev.engram.engine.queue.QueuedFile;
import dev.engram.engine.queue.QueuedPlugin;
import dev.engram.engine.yaml.Location;
import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacked files of bundles on a worker, by checksum. Several processes can share the folder. The contents of a file
 * are checked when a process first uses it. Data files are laid out as on the machine that submitted them, because
 * their names and neighbours can matter: each set of files gets its own tree of links.
 */
public final class FileCache {
    private static final Logger LOG = LoggerFactory.getLogger(FileCache.class);
    private static final String FILES = "files";
    private static final String PLUGINS = "plugins";
    private static final String DATA = "data";
    /** The folders whose entries are removed when no job has used them for long. */
    static final List<String> FOLDERS = List.of(FILES, PLUGINS, DATA);

    private final Path folder;
    /** Cached files whose contents this process has checked. */
    private final Set<Path> checked = ConcurrentHashMap.newKeySet();
    /** The checksums of files at their original place. */
    private final Map<String, String> originals = new ConcurrentHashMap<>();

    /** Files at their original place with other contents, of which the user knows. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    private final Map<List<QueuedFile>, FileLocator> locators = new ConcurrentHashMap<>();

    /** @param folder a folder that is created if it is needed */
    public FileCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the file of a plugin, with its own name.
     *
     * @throws IncompatibleException if the bundle does not have it
     */
    public Path plugin(Bundle bundle, QueuedPlugin plugin) throws IOException {
        Path name = Path.of(plugin.fileName()).getFileName();
        Path target = folder.resolve(PLUGINS).resolve(safe(plugin.sha256())).resolve(name);
        link(contents(bundle, plugin.sha256(), "the plugin " + plugin.id() + " (" + plugin.fileName() + ")"), target);
        CacheUse.mark(target.getParent());
        return target;
    }

    /**
     * Returns where the files of a run are on this machine. If all of them are where they were when the run was
     * submitted, with the same contents, they are used there.
     *
     * @throws IncompatibleException if a file has changed and the bundle does not have the earlier contents
     * @throws IOException if a file cannot be read or unpacked
     */
    public FileLocator locate(Bundle bundle, List<QueuedFile> files) throws IOException {
        FileLocator known = locators.get(files);
        if (known == null) {
            known = inPlace(files) ? FileCache::sameFile : unpacked(bundle, files);
            locators.put(files, known);
        }
        return known;
    }

    private static Path sameFile(String text, Location location) {
        return Path.of(text);
    }

    private boolean inPlace(List<QueuedFile> files) {
        return files.stream().allMatch(f -> f.sha256().equals(checksumInPlace(f)));
    }

    /** Returns the checksum of a file at its original place; empty if it cannot be read there. */
    private String checksumInPlace(QueuedFile file) {
        return originals.computeIfAbsent(file.path(), p -> {
            try {
                Path path = Path.of(p);
                return path.isAbsolute() && Files.isRegularFile(path)
                        ? CheckedCopy.checksum(path, OutputStream.nullOutputStream())
                        : "";
            } catch (IOException | InvalidPathException e) {
                return "";
            }
        });
    }

    private FileLocator unpacked(Bundle bundle, List<QueuedFile> files) throws IOException {
        StringBuilder names = new StringBuilder();
        files.forEach(
                f -> names.append(f.path()).append('\n').append(f.sha256()).append('\n'));
        Path tree = folder.resolve(DATA)
                .resolve(HexFormat.of()
                        .formatHex(CheckedCopy.sha256().digest(names.toString().getBytes(StandardCharsets.UTF_8))));
        Map<String, Path> contents = new HashMap<>();
        for (QueuedFile file : files) {
            contents.put(file.path(), dataFile(bundle, file));
            link(contents.get(file.path()), tree.resolve(relative(file.path())));
        }
        CacheUse.mark(tree);
        return (text, location) -> {
            Path named = tree.resolve(relative(text));
            if (!contents.containsKey(text)) {
                gather(named, text, contents);
            }
            return named;
        };
    }

    /**
     * Adds files to a folder that a data set names: those that it found elsewhere, such as in the cache of downloaded
     * data. It searches its own folder first, and there a folder of the same name as where the file was.
     */
    private static void gather(Path folder, String name, Map<String, Path> contents) {
        String inside = relative(name) + "/";
        for (Map.Entry<String, Path> file : contents.entrySet()) {
            Path path = Path.of(relative(file.getKey()));
            if (!relative(file.getKey()).startsWith(inside) && path.getParent() != null) {
                try {
                    link(
                            file.getValue(),
                            folder.resolve(path.getParent().getFileName()).resolve(path.getFileName()));
                } catch (IOException e) {
                    throw new IncompatibleException("the file " + file.getKey() + " cannot be unpacked: " + e, e);
                }
            }
        }
    }

    private Path dataFile(Bundle bundle, QueuedFile file) throws IOException {
        try {
            Path contents = contents(bundle, file.sha256(), "the file " + file.path());
            warnOfOther(file);
            return contents;
        } catch (IncompatibleException e) {
            String now = checksumInPlace(file);
            throw now.isEmpty() ? e : CheckedCopy.changed(file.path(), file.sha256(), now);
        }
    }

    /** Says that a file at its original place is not what the runs are made with. */
    private void warnOfOther(QueuedFile file) {
        String now = checksumInPlace(file);
        if (!now.isEmpty() && !now.equals(file.sha256()) && warned.add(file.path())) {
            LOG.warn(
                    "the file {} has changed since it was submitted, or is another one on this machine; its runs are"
                            + " made with the contents that were submitted",
                    file.path());
        }
    }

    /** Returns the cached file with these contents. */
    private Path contents(Bundle bundle, String sha256, String what) throws IOException {
        Path file = folder.resolve(FILES).resolve(safe(sha256));
        if (checked.contains(file)) {
            return file;
        }
        boolean good = Files.isRegularFile(file)
                && CheckedCopy.checksum(file, OutputStream.nullOutputStream()).equals(sha256);
        if (!good) {
            CheckedCopy.to(file, sha256, out -> {
                if (!bundle.copy(sha256, out)) {
                    throw new IncompatibleException(what + " with the SHA-256 " + sha256
                            + " is neither on this machine nor in the store or folder of the job; run 'engram run'"
                            + " again, which sends it");
                }
            });
        }
        CacheUse.mark(file);
        checked.add(file);
        return file;
    }

    /** Gives a file a second name; copies it where the file system has no links. */
    private static void link(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (Files.exists(target) && Files.isSameFile(file, target)) {
            return;
        }
        try {
            Files.deleteIfExists(target);
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            return; // another process was faster
        } catch (UnsupportedOperationException | FileSystemException e) {
            CheckedCopy.to(
                    target, CheckedCopy.checksum(file, OutputStream.nullOutputStream()), out -> Files.copy(file, out));
        }
    }

    /** Returns a checksum, which is the name of a file. */
    private static String safe(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IncompatibleException("'" + sha256 + "' is not a checksum; the job is damaged");
        }
        return sha256;
    }

    /** Returns an absolute path of any operating system as a relative one of this system. */
    private static String relative(String path) {
        String plain = path.replace('\\', '/').replace(":", "_").replaceFirst("^/+", "");
        if (List.of(plain.split("/")).contains("..")) {
            throw new IncompatibleException("the file name " + path + " points outside its folder; the job is damaged");
        }
        return plain;
    }
}
