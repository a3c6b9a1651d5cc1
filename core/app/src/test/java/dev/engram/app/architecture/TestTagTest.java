package dev.engram.app.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * A test that needs a browser, a server or another program has the tag of that part. Each test runs either in the build
 * or in its profile for these parts and for long searches, and {@code .ci/run} runs both.
 */
class TestTagTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");
    private static final Pattern TEST = Pattern.compile("@(Test|TestFactory|ParameterizedTest)\\b");

    /** Its tests run in the build; only the profile for coverage treats them differently. */
    private static final String UNINSTRUMENTED = "uninstrumented";

    /** Long searches, of which the build makes a part, and data that are larger than the memory. */
    private static final String LONG = "long";

    /** For each tag, what the source of a test that needs the part contains. */
    private static final Map<String, Pattern> USES = Map.of(
            "browser", Pattern.compile("\\b(Chromium|BrowserTab)\\.\\w+\\("),
            "cluster", Pattern.compile("\\b(SparkCluster|LocalService)\\.\\w+\\(|\\.ci/slurm"),
            "newer-jdk", Pattern.compile("\\bInstalledJdks\\.\\w+\\("),
            "postgresql", Pattern.compile("\\bPostgresServer\\.\\w+\\("),
            "python", Pattern.compile("\\bPython\\.with\\(|python3 |\"python3\""),
            "r", Pattern.compile("\"Rscript\""));

    private static Set<String> realParts() throws Exception {
        return new TreeSet<>(List.of(
                values("pom.xml", "/project/properties/real.parts").get(0).split(" \\| ")));
    }

    private static List<String> values(String pom, String xpath) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(pom).toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        NodeList nodes = (NodeList) path.evaluate(xpath, document, XPathConstants.NODESET);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(nodes.item(i).getTextContent());
        }
        return values;
    }

    private static List<Path> files(String ending) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("core", "plugins")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(f -> f.toString().endsWith(ending))
                        .filter(f -> !f.toString().replace('\\', '/').contains("/target/"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** Returns the source of each test class. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        for (Path f : files(".java")) {
            String source = Files.readString(f);
            boolean thisClass = f.getFileName().toString().startsWith(TestTagTest.class.getSimpleName());
            if (TEST.matcher(source).find() && !thisClass) {
                tests.put(f.getFileName().toString(), source);
            }
        }
        assertTrue(tests.size() > 400, "only " + tests.size() + " tests were found");
        return tests;
    }

    private static Set<String> tags(String source) {
        return TAG.matcher(source)
                .results()
                .map(MatchResult::group)
                .map(t -> t.replaceAll(TAG.pattern(), "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyTagIsAPartOrConcernsCoverage() throws Exception {
        Set<String> used = new TreeSet<>();
        tests().values().forEach(s -> used.addAll(tags(s)));
        Set<String> known = realParts();
        known.addAll(List.of(UNINSTRUMENTED, LONG));
        assertEquals(known, used);
    }

    @Test
    void aTestThatUsesAPartHasItsTag() throws Exception {
        assertEquals(realParts(), new TreeSet<>(USES.keySet()));
        List<String> missing = new ArrayList<>();
        tests().forEach((name, source) -> USES.forEach((tag, use) -> {
            if (use.matcher(source).find() && !tags(source).contains(tag)) {
                missing.add(name + " uses a part and has no tag " + tag);
            }
        }));
        assertEquals(List.of(), missing);
    }

    @Test
    void theBuildLeavesOutWhatTheProfileRuns() throws Exception {
        String profile = "/project/profiles/profile[id='real-parts']/properties/";
        String rest = "${real.parts} | " + LONG;
        assertEquals(List.of(rest), values("pom.xml", "/project/properties/tests.excluded"));
        assertEquals(List.of(""), values("pom.xml", "/project/properties/tests.included"));
        assertEquals(List.of(rest), values("pom.xml", profile + "tests.included"));
        assertEquals(List.of(""), values("pom.xml", profile + "tests.excluded"));
        String outsideCoverage = "//%s[not(ancestor::profile[id='coverage'])]";
        for (String groups : List.of("groups", "excludedGroups")) {
            String property = groups.equals("groups") ? "${tests.included}" : "${tests.excluded}";
            assertEquals(List.of(property, property), values("pom.xml", outsideCoverage.formatted(groups)));
            for (Path module : files("pom.xml")) {
                String pom = ROOT.relativize(module).toString();
                assertEquals(List.of(), values(pom, outsideCoverage.formatted(groups)), pom + " selects its own tests");
            }
        }
    }

    /** One execution leaves out the tests that the other runs, with other options of the JVM. */
    @Test
    void executionsOfAModuleDivideItsTests() throws Exception {
        for (String pom : List.of("core/engine/pom.xml", "core/app/pom.xml")) {
            List<String> training = values(pom, "/project/build//execution[id='training']//include");
            assertFalse(training.isEmpty(), pom);
            assertEquals(training, values(pom, "/project/build//exclude[not(ancestor::fileset)]"), pom);
        }
        assertEquals(
                List.of("${vector.argLine}"),
                values("core/engine/pom.xml", "/project/build//execution[id='training']//argLine"));
    }

    @Test
    void continuousIntegrationRunsBoth() throws IOException {
        List<String> commands = Files.readAllLines(ROOT.resolve(".ci/run")).stream()
                .filter(l -> l.startsWith("mvn "))
                .map(l -> l.replaceAll(" \\$\\{options.*", ""))
                .toList();
        assertEquals(List.of("mvn -B -ntp verify", "mvn -B -ntp -Preal-parts verify"), commands);
    }
}
