package dev.engram.engine.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.pf4j.PluginDescriptor;

/**
 * The contents of a plugin's file, read by {@link ArchiveReader} or {@link SourceCompiler}.
 *
 * @param index the classes listed in the index of components; empty if the file has no index
 * @param documentation doc comments as plain text, by class name
 * @param classPath its own classes first, then its libraries
 * @param classes compiled classes that exist in memory only, by name
 */
record PluginArchive(
        Path file,
        FileChecksum checksum,
        PluginDescriptor descriptor,
        Optional<SortedSet<String>> index,
        Map<String, String> documentation,
        List<Path> classPath,
        Map<String, byte[]> classes) {
    String id() {
        return descriptor.getPluginId();
    }

    /**
     * Returns the origin of the plugin's components.
     *
     * @param ours true if the file is in Engram's own folder of plugins, which may contain plugins of others as well
     */
    Origin origin(boolean ours) {
        boolean shipped = ours && Origin.PROVIDER.equals(descriptor.getProvider());
        if (!shipped) {
            // It is part of the identity of runs, so it is that of the file as it was loaded.
            checksum.hex();
        }
        return new Origin(id(), descriptor.getVersion(), file.toString(), checksum, shipped);
    }
}
