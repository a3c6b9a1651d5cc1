package dev.engram.engine.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.pf4j.PluginDescriptor;

/**
 * What a plugin's file holds, as {@link ArchiveReader} found it.
 *
 * @param index the classes listed in the index of components; empty where the file has no index
 * @param documentation doc comments as plain text, by class name
 * @param classPath its own classes first, then its libraries
 */
record Archive(Path file, String sha256, PluginDescriptor descriptor, Optional<SortedSet<String>> index,
    Map<String, String> documentation, List<Path> classPath) {
  String id() {
    return descriptor.getPluginId();
  }

  Origin origin() {
    return new Origin(id(), descriptor.getVersion(), file.toString(), sha256);
  }
}
