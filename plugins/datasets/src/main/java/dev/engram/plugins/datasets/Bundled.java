package dev.engram.plugins.datasets;

import dev.engram.spi.Dataset.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The data bundled with this plugin: comma-separated, class last. */
final class Bundled {
    private Bundled() {}

    static Table table(String resource) {
        try (InputStream in = Bundled.class.getResourceAsStream(resource)) {
            CsvReader rows = new CsvReader(FileInput.textReader(in), resource, ',');
            CsvColumns.Choice last = new CsvColumns.Choice("last", List.of(), List.of());
            return new CsvTable(rows, resource, Csv.Header.AUTO, last, true)
                    .read()
                    .table();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is damaged inside the plugin; install the plugin again", e);
        }
    }
}
