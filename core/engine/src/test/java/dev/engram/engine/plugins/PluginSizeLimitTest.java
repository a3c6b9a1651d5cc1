package dev.engram.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Plugins that unpack to much more than their size. */
class PluginSizeLimitTest extends PluginProblemChecks {
    private static final int MEGABYTE = 1 << 20;

    /** Adds an entry of zeros, which shrinks to a thousandth, to a plugin. */
    private Path bomb(Path plugin, String entry, int megabytes) throws IOException {
        Path bomb = temp.resolve("bomb");
        try (ZipFile from = new ZipFile(plugin.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(bomb))) {
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry e = all.nextElement();
                if (!e.getName().equals(entry)) {
                    to.putNextEntry(new ZipEntry(e.getName()));
                    from.getInputStream(e).transferTo(to);
                }
            }
            to.putNextEntry(new ZipEntry(entry));
            for (int i = 0; i < megabytes; i++) {
                to.write(new byte[MEGABYTE]);
            }
        }
        return Files.move(bomb, plugin, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Plugins load(Path root, PluginSizeLimit limit) {
        return Plugins.load(Optional.empty(), List.of(root), List.of(), limit);
    }

    @Test
    void aZipBombIsRefusedAndLeavesNoFiles() throws Exception {
        Path zip = bomb(flat("x").zip(plugins.resolve("x.zip")), "classes/zeros.bin", 20);
        Path own = Files.createDirectory(temp.resolve("own"));
        String shared = System.setProperty("java.io.tmpdir", own.toString()); // other processes use that as well
        try {
            assertProblem(
                    zip, "it unpacks to more than 100 times its " + Files.size(zip) + " bytes", "--unpack-limit 1G");
        } finally {
            System.setProperty("java.io.tmpdir", shared);
        }
        try (Stream<Path> files = Files.list(own)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void anIndexThatUnpacksToGigabytesIsRefused() throws Exception {
        Path jar = bomb(flat("x").jar(plugins.resolve("x.jar")), PluginFile.INDEX, 20);
        assertProblem(jar, "it unpacks to more than 100 times its ");
    }

    @Test
    void theUsersOwnLimitReplacesBoth() throws Exception {
        Path zip = bomb(flat("x").zip(plugins.resolve("x.zip")), "classes/zeros.bin", 20);
        try (Plugins p = load(zip, PluginSizeLimit.parse("30M").orElseThrow())) {
            assertEquals(1, p.catalog().all().size());
        }
        String message = assertThrows(
                        PluginException.class,
                        () -> load(zip, PluginSizeLimit.parse("15M").orElseThrow())
                                .close())
                .getMessage();
        assertTrue(message.contains("it unpacks to more than 15 MB; if that is right, raise the limit"), message);
    }

    @Test
    void anEntryThatIsKeptInMemoryHasItsOwnLimit() throws Exception {
        Path jar = bomb(flat("x").jar(plugins.resolve("x.jar")), PluginFile.INDEX, 65);
        String message = assertThrows(
                        PluginException.class,
                        () -> load(jar, PluginSizeLimit.parse("4G").orElseThrow())
                                .close())
                .getMessage();
        assertTrue(message.contains("its index and its documentation are larger than 64 MB"), message);
    }

    @Test
    void aSizeIsANumberWithAUnit() {
        assertEquals(500L << 20, PluginSizeLimit.parse("500M").orElseThrow().bytes());
        assertEquals(4L << 30, PluginSizeLimit.parse(" 4gb ").orElseThrow().bytes());
        for (String wrong : List.of("", "4", "0G", "-1G", "1.5G", "9999999999G", "G")) {
            assertEquals(Optional.empty(), PluginSizeLimit.parse(wrong), wrong);
        }
    }
}
