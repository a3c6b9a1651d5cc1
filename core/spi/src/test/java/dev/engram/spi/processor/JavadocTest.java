package dev.engram.spi.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavadocTest {
    private static void assertText(String text, String comment) {
        assertEquals(text, Javadoc.toText(comment));
    }

    @Test
    void linesAreKeptWithoutIndentation() {
        assertText("First line\nand the second.", "First line\n and the second.\n");
        assertText("", "");
    }

    @Test
    void paragraphsAreSeparatedByOneBlankLine() {
        assertText("One.\n\nTwo.\n\nThree.", "One.\n\n <p>Two.</p>\n\n\n Three.");
    }

    @Test
    void codeKeepsSignsAndBraces() {
        assertText("a < b && {c} <p> of b", "{@code a < b && {c} <p>} of {@literal b}");
    }

    @Test
    void linksShowTheirLabelOrTheirTarget() {
        assertText(
                "Step.slot(String, int), update, the step",
                "{@link Step#slot(String, int)}, {@link #update}, {@linkplain Step the {@code step}}");
    }

    @Test
    void elementsAreRemovedAndComparisonSignsKept() {
        assertText(
                "very important, a < b, x <= y, List<String>",
                "<b>very</b> <em class=\"x\">important</em>, a < b, x <= y, List<String>");
        assertText("ab", "a<!-- <p>not\n this -->b");
    }

    @Test
    void indicesAndPowersStayReadable() {
        assertText("m_t = b m_(t-1), g^2", "m<sub>t</sub> = b m<sub>t-1</sub>, g<sup>2</sup>");
    }

    @Test
    void preIsKeptWithoutItsCommonIndentation() {
        assertText(
                "Update:\n\n  m = b m\n    + g\n\n  w = w - m\n\nDone.",
                "Update:\n <pre>\n m = b m\n   + g\n\n w = w - m\n </pre>\n Done.");
        assertText("  a < b\n  c", "<pre>{@code\n a < b\n c\n }</pre>");
    }

    @Test
    void listsHaveOneLineForEachItem() {
        assertText("Two:\n\n- one\n- two\n\nEnd.", "Two:\n <ul>\n <li>one\n <li>two</li>\n </ul>\n End.");
    }

    @Test
    void entitiesBecomeCharacters() {
        assertText(
                "a < b & \u03b2 \u03a9 \u03c9 \u00d7 A A &unknown; R&D",
                "a &lt; b &amp; &beta; &Omega; &omega; &times; &#65; &#x41; &unknown; R&D");
    }

    @Test
    void blockTagsBecomeLabelledLines() {
        assertText(
                "It steps.\n\nrate: how far\nsee: Kingma and Ba 2015",
                "It steps.\n\n @param rate how far\n @see Kingma and Ba 2015\n");
        assertText("mail a@b and\n@Hyper", "mail a@b and\n @Hyper");
    }

    @Test
    void unclosedTagsAreKept() {
        assertText("{@code open <b", "{@code open <b");
    }
}
