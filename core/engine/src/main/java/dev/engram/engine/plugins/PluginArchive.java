package dev.engram.engine.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.pf4j.PluginDescriptor;

/**
 * What a plugin's file holds, as {@link ArchiveReader} or {@link SourceCompiler} found it.
 *
 * @param index the classes listed in the index of components; empty where the file has no index
 * @param documentation doc comments as plain text, by class name
 * @param classPath its own classes first, then its libraries
 * @param classes those that are in memory, by name
 */
record PluginArchive(
        Path file,
        String sha256,
        PluginDescriptor descriptor,
        Optional<SortedSet<String>> index,
        Map<String, String> documentation,
        List<Path> classPath,
        Map<String, byte[]> classes) {
    String id() {
        return descriptor.getPluginId();
    }

    /** @param ours is the file in Engram's own folder of plugins? There a stranger's may lie, too. */
    Origin origin(boolean ours) {
        boolean shipped = ours && Origin.PROVIDER.equals(descriptor.getProvider());
        return new Origin(id(), descriptor.getVersion(), file.toString(), sha256, shipped);
    }
}
