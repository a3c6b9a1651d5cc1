package dev.engram.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ShellWordTest {
    @Test
    void aWordWithoutSpecialCharactersStaysAsItIs() {
        for (String word : List.of("suite.yaml", "/home/jürgen/a_b-c.yaml", "seeds=3", "jdbc:postgresql://host/db")) {
            assertEquals(word, ShellWord.quoteForPosix(word));
            assertEquals(word, ShellWord.quoteForWindows(word));
        }
        assertEquals("C:\\Users\\RUNNER~1\\s.yaml", ShellWord.quoteForWindows("C:\\Users\\RUNNER~1\\s.yaml"));
    }

    @Test
    void aWordThatTheShellWouldReadIsQuoted() {
        assertEquals("\"my suite.yaml\"", ShellWord.quoteForPosix("my suite.yaml"));
        assertEquals("\"it's.yaml\"", ShellWord.quoteForPosix("it's.yaml"));
        assertEquals("'$HOME.yaml'", ShellWord.quoteForPosix("$HOME.yaml"));
        assertEquals("\"\"", ShellWord.quoteForPosix(""));
        assertEquals("\"C:\\my files\\s.yaml\"", ShellWord.quoteForWindows("C:\\my files\\s.yaml"));
        assertEquals("\"a&b.yaml\"", ShellWord.quoteForWindows("a&b.yaml"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no POSIX shell
    void aPosixShellReadsEachWordBack() throws IOException {
        String words = "a b|it's|$x|`y`|\"z\"|back\\slash|both ' and $|!!|*|~|a;b|(c)|{d}|#e|<f>|&";
        StringBuilder script = new StringBuilder("printf '%s|'");
        for (String word : words.split("\\|")) {
            script.append(' ').append(ShellWord.quoteForPosix(word));
        }
        Process shell = new ProcessBuilder("sh", "-c", script.toString()).start();
        assertEquals(words + "|", new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
