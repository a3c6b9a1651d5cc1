package dev.engram.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableStreamTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream raw = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalOnlyShowsControlCharacters() {
        try (PrintableStream out = new PrintableStream(raw)) {
            out.print("\u001b]0;title\u0007 \u001b[31m \0 \u009b31m \u202e \u2067 \u200f \u061c \u2028 over\rwritten");
        }
        assertEquals(
                "\\u001b]0;title\\u0007 \\u001b[31m \\u0000 \\u009b31m \\u202e \\u2067 \\u200f \\u061c \\u2028"
                        + " over\\u000dwritten",
                printed());
    }

    /** Lines of CSV end so everywhere, all lines on Windows. */
    @Test
    void aCarriageReturnStaysOnlyBeforeALineFeed() {
        try (PrintableStream out = new PrintableStream(raw)) {
            out.print("a,b\r\n1\r2\r\r\n");
            out.print("3\r");
            out.print("\n4\r");
        }
        assertEquals("a,b\r\n1\\u000d2\\u000d\r\n3\r\n4\\u000d", printed());
    }

    /** Text of one, two, three and four bytes a character, in which the same lead bytes occur. */
    @Test
    void allOtherTextStays() {
        String text = "a\tb\n £ © ä ب ء … € ± Δ 日本 \uD83D\uDE00 \u2212 \u2190";
        try (PrintableStream out = new PrintableStream(raw)) {
            out.print(text);
        }
        assertEquals(text, printed());
    }

    @Test
    void aCharacterMayBeSplitBetweenTwoWrites() {
        byte[] text = "x\u202ey\u20acz\u0085".getBytes(StandardCharsets.UTF_8);
        try (PrintableStream out = new PrintableStream(raw)) {
            for (byte b : text) {
                out.write(b);
                out.flush();
            }
        }
        assertEquals("x\\u202ey\u20acz\\u0085", printed());
    }

    @Test
    void aConsoleEscapesBothStreamsAndKeepsItsOwnStyles() {
        Console console = new Console(raw, raw, true, true, 80, 80);
        console.out().print("\u001b");
        console.err().print("\u001b");
        console.styledErr().print("\u001b");
        assertEquals("\\u001b\\u001b\u001b", printed());
    }
}
