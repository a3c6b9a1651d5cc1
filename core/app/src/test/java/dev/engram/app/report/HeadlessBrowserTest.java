package dev.engram.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the handling of browser processes with shell scripts in place of a browser. */
@DisabledOnOs(OS.WINDOWS) // which does not run shell scripts
class HeadlessBrowserTest {
    @TempDir
    private Path folder;

    /** Creates a browser from a shell script. {@code $own} is its folder, {@code $note} a file for the test. */
    private HeadlessBrowser browser(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("browser"), """
            #!/bin/sh
            for word; do case "$word" in --user-data-dir=*) own=$(dirname "${word#--user-data-dir=}");; esac; done
            note=%s
            echo "$own" > "$note"
            %s
            """.formatted(folder.resolve("note"), script));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new HeadlessBrowser(program);
    }

    private Path own() throws IOException {
        return Path.of(Files.readString(folder.resolve("note")).strip());
    }

    @Test
    void theDocumentIsReturnedAndTheFolderDeleted() throws Exception {
        assertEquals(
                "<p>seen</p>\n",
                browser("mkdir -p \"$own/profile/deep\" && touch \"$own/profile/deep/file\" && echo '<p>seen</p>'")
                        .dumpDom("<p>"));
        assertFalse(Files.exists(own()));
    }

    @Test
    void cleaningUpDoesNotHideWhyThereIsNoDocument() throws IOException {
        HeadlessBrowser gone = browser("rm -rf \"$own\"");
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> gone.dumpDom("<p>"));
        assertTrue(e.getFile().endsWith("document"), e.getFile());
    }
}
