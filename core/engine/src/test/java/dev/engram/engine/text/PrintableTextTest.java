package dev.engram.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void controlCharactersBecomeEscapesAndOtherTextStays() {
        assertEquals("a\tb äöü 日本 \uD83D\uDE00", PrintableText.line("a\tb äöü 日本 \uD83D\uDE00"));
        assertEquals("one\\ntwo\\r", PrintableText.line("one\ntwo\r"));
        assertEquals("\\u001b[2J \\u0007 \\u0000 \\u009b", PrintableText.line("\u001b[2J \u0007 \0 \u009b"));
        assertEquals("\\u202eabc\\u2066\\u200f\\u061c", PrintableText.line("\u202eabc\u2066\u200f\u061c"));
        assertEquals("\\u2028 \\ud800", PrintableText.line("\u2028 \ud800"));
    }

    @Test
    void everyCharacterThatMovesTheCursorOrTheReadingDirectionIsAControlCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int type = Character.getType(c);
            int direction = Character.getDirectionality(c);
            boolean expected = type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.FORMAT
                            && (direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
                                            && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE
                                    || c == 0x200E
                                    || c == 0x200F
                                    || c == 0x061C);
            assertEquals(expected, PrintableText.isControl(c), "U+" + Integer.toHexString(c));
        }
    }

    @Test
    void theFirstControlCharacterIgnoresLineFeedsAndTabs() {
        assertEquals(OptionalInt.empty(), PrintableText.firstControl("a\nb\tc"));
        assertEquals(OptionalInt.of(0x1b), PrintableText.firstControl("a\n\u001b\0"));
        assertTrue(PrintableText.firstControl("a\r\n").isPresent());
    }
}
