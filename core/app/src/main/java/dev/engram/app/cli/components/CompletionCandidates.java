package dev.engram.app.cli.components;

import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.download.PublishedData;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.scaffold.Scaffold;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Plugins;
import java.util.Iterator;
import java.util.List;

/** The words that a shell offers as completions. They are evaluated only when the completion script is written. */
final class CompletionCandidates {
    private CompletionCandidates() {}

    /** The kinds that {@code engram new} has templates for. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scaffold.kinds().iterator();
        }
    }

    /** The data sets that {@code engram data} can download. */
    static final class PublishedDataNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PublishedData.ALL.stream().map(PublishedData::name).iterator();
        }
    }

    /** The components of the distribution, including plugins installed there. */
    static final class Components implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            try (Plugins p = PluginRoots.load(PluginOptions.home().orElse(null), List.of())) {
                return p.catalog().all().stream().map(Entry::id).toList().iterator();
            }
        }
    }
}
