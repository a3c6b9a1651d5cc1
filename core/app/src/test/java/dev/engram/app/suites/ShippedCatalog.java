package dev.engram.app.suites;

import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The catalog of the components that come with Engram, from the class path of the tests. */
public final class ShippedCatalog {
    private ShippedCatalog() {}

    /** Returns the catalog; the components have no documentation. */
    public static Catalog load() throws IOException, ClassNotFoundException {
        List<Entry> entries = new ArrayList<>();
        ClassLoader loader = ShippedCatalog.class.getClassLoader();
        for (URL index : Collections.list(loader.getResources("META-INF/extensions.idx"))) {
            try (InputStream in = index.openStream()) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        entries.add(Entry.of(Class.forName(line.strip(), false, loader), "", Origin.BUILT_IN));
                    }
                }
            }
        }
        return Catalog.of(entries);
    }
}
