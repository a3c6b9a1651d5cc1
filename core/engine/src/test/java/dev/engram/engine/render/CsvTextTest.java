package dev.engram.engine.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "-1e5x", "=", "-"})
    void aTextThatASpreadsheetWouldRunGetsAnApostrophe(String text) {
        assertEquals("'" + text, CsvText.field(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.5", "+1", "-1.5E-7", "-Infinity", "NaN", "", "a=b", "a - b", "0.1"})
    void numbersAndOtherTextsStayAsTheyAre(String text) {
        assertEquals(text, CsvText.field(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\nb", "a\rb"})
    void aTextWithASeparatorIsQuoted(String text) {
        assertEquals('"' + text + '"', CsvText.field(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=1", "\r=1"})
    void aTextThatBeginsWithATabOrAReturnGetsAnApostrophe(String text) {
        assertEquals("'" + text, CsvText.field(text).replace("\"", ""));
    }
}
