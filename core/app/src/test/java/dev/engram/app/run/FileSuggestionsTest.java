package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSuggestionsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void suites() throws IOException {
        for (String f : new String[] {"mine.yaml", "experiments/quickstart.yaml", "home/manual/experiments/xor.yaml"}) {
            Path file = folder.resolve(f);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    private String hint(String file) {
        return FileSuggestions.hint(folder.resolve(file), Optional.of(folder.resolve("home")))
                .replace(folder + "/", "");
    }

    @Test
    void theFileThatWasMeantIsSuggested() {
        assertEquals("; did you mean mine.yaml?", hint("mine"));
        assertEquals("; did you mean mine.yaml?", hint("mine.yml"));
        assertEquals("; did you mean mine.yaml?", hint("mnie.yaml"));
        assertEquals("; did you mean experiments/quickstart.yaml?", hint("quickstart"));
        assertEquals("; did you mean experiments/quickstart.yaml?", hint("quikstart.yaml"));
        assertEquals("; did you mean home/manual/experiments/xor.yaml?", hint("xor.yaml"));
    }

    @Test
    void nothingIsSuggestedForAnotherName() {
        assertEquals("", hint("something-else.yaml"));
        assertEquals("", hint("nowhere/at-all.yaml"));
        assertEquals("", FileSuggestions.hint(Path.of("/"), Optional.empty()));
    }
}
