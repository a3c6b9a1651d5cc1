package dev.engram.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShipmentTest {
    @TempDir
    private Path folder;

    @Test
    void theJarsOfADistributionArriveAsTheyWere() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("lib"));
        Files.createDirectories(home.resolve("plugins"));
        Files.writeString(home.resolve("lib/a.jar"), "first");
        Files.writeString(home.resolve("lib/engram-17.jsa"), "an archive of classes");
        Files.writeString(home.resolve("plugins/b.jar"), "second");
        Path zip = Shipment.write(home);
        Path arrived = folder.resolve("./arrived");
        Shipment.unpack(zip, arrived);
        Files.delete(zip);
        assertEquals("first", Files.readString(arrived.resolve("lib/a.jar")));
        assertEquals("second", Files.readString(arrived.resolve("plugins/b.jar")));
        assertFalse(Files.exists(arrived.resolve("lib/engram-17.jsa")));
    }

    @Test
    void nothingIsWrittenOutsideOfTheFolder() throws IOException {
        Path zip = folder.resolve("bad.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("lib/../../outside"));
            out.write(1);
        }
        IOException e = assertThrows(IOException.class, () -> Shipment.unpack(zip, folder.resolve("to")));
        assertTrue(e.getMessage().contains("lib/../../outside, which is outside of it"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("outside")));
    }
}
