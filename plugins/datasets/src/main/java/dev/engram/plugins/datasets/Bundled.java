package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The data bundled with this plugin: comma-separated, class last. */
final class Bundled {
    private Bundled() {}

    static Table table(String resource) {
        try (InputStream in = Bundled.class.getResourceAsStream(resource)) {
            return CsvTable.read(
                    new CsvReader(FileInput.textReader(in), resource, ','), resource, Csv.Header.AUTO, "last", true);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is damaged inside the plugin; install the plugin again", e);
        }
    }
}
