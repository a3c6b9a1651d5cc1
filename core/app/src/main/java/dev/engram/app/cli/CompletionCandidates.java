package dev.engram.app.cli;

import dev.engram.app.run.PluginRoots;
import dev.engram.app.scaffold.Scaffold;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Plugins;
import java.util.Iterator;
import java.util.List;

/** What a shell offers for a word: asked for when the script for the shell is written, and never else. */
final class CompletionCandidates {
    private CompletionCandidates() {}

    /** Of {@code engram new}. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scaffold.kinds().iterator();
        }
    }

    /** The components of the distribution, with what was installed there. */
    static final class Components implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            try (Plugins p = PluginRoots.load(PluginOptions.home().orElse(null), List.of())) {
                return p.catalog().all().stream().map(Entry::id).toList().iterator();
            }
        }
    }
}
