package dev.engram.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of the suite language is the one that its keys make. */
class SuiteReferenceTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path FILE = ROOT.resolve("experiments/REFERENCE.md");
    private static final String WRITE = "engram.reference.write";
    private static final String COMMAND = "mvn test -pl core/app -am -Dtest=SuiteReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

    @Test
    void theFileIsCurrent() throws IOException {
        String text = SuiteReference.text();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, text);
        }
        String written = Files.exists(FILE) ? Files.readString(FILE).replace("\r\n", "\n") : "";
        assertEquals(text, written, "experiments/REFERENCE.md is out of date; write it again with: " + COMMAND);
    }

    @Test
    void everyPartOfItThatAnotherPageNamesExists() throws IOException {
        Pattern link = Pattern.compile("\\((?:experiments/)?REFERENCE\\.md(?:#([\\w.-]+))?\\)");
        int links = 0;
        for (String page : new String[] {"README.md", "experiments/README.md"}) {
            Matcher m = link.matcher(Files.readString(ROOT.resolve(page)));
            while (m.find()) {
                links++;
                String anchor = m.group(1);
                assertTrue(
                        anchor == null || SuiteReference.text().contains("# " + anchor + "\n"),
                        () -> page + " refers to the heading " + anchor + ", which REFERENCE.md does not have");
            }
        }
        assertTrue(links > 1, "the pages no longer refer to REFERENCE.md");
    }
}
