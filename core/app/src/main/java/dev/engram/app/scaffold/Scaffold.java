package dev.engram.app.scaffold;

import dev.engram.app.run.Version;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.SpiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Source files to start a component from. Each works as it is, and marks the place of the formula. */
public final class Scaffold {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private final Kind kind;
    private final String name;

    /** @throws IllegalArgumentException if the name is invalid */
    public Scaffold(Kind kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a valid component name; use lower-case words joined by hyphens,"
                            + " starting with a letter, such as " + suggestion(kind, name));
        }
        this.kind = kind;
        this.name = name;
    }

    private static String suggestion(Kind kind, String name) {
        String candidate = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return NAME.matcher(candidate).matches() ? candidate : "my-" + kind.label();
    }

    /** Returns the kinds, each of which has a template. */
    public static List<String> kinds() {
        return Arrays.stream(Kind.values()).map(Kind::label).toList();
    }

    /** Returns the name of the class: {@code MyOptimizer} for {@code my-optimizer}. */
    public String className() {
        return camelCase(name);
    }

    private static String camelCase(String words) {
        StringBuilder b = new StringBuilder();
        for (String word : words.split("-")) {
            b.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return b.toString();
    }

    /** Returns the source file, in the default package. */
    public String source() {
        return fillTemplate(kind.label());
    }

    /**
     * Returns a suite that compares the component with a known one.
     *
     * @param plugin the file with the component, for the comment at the top
     */
    public String suite(String plugin) {
        return fill(SuiteTemplate.fill(kind, readTemplate("suite"))).replace("@FILE@", plugin);
    }

    /**
     * Returns the files of a Maven project, by path.
     *
     * @param repository the address of the Maven repository with Engram's own modules
     */
    public Map<String, String> project(String repository) {
        String folder = packageName().replace('.', '/') + "/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", fillTemplate("pom").replace("@REPOSITORY@", repository));
        files.put("src/main/java/" + folder + className() + ".java", "package " + packageName() + ";\n\n" + source());
        files.put("src/test/java/" + folder + className() + "KeepsTheContractTest.java", fillTemplate("test"));
        files.put(name + ".yaml", suite(jarPath()));
        return files;
    }

    /** Returns the path of the plugin that the build of the project writes. */
    public String jarPath() {
        return "target/" + name + "-1.0.0.jar";
    }

    /** Returns a package with a suffix, because the name of the component may be a Java keyword. */
    private String packageName() {
        return "mine." + name.replace("-", "") + "plugin";
    }

    private String fillTemplate(String template) {
        return fill(readTemplate(template));
    }

    private String fill(String text) {
        return text.replace("@NAME@", name)
                .replace("@TYPE@", className())
                .replace("@PACKAGE@", packageName())
                .replace("@IMPORT@", kind.type().getName())
                .replace("@INTERFACE@", kind.type().getSimpleName())
                .replace("@CONTRACT@", camelCase(kind.label()) + "ContractTest")
                .replace("@ENGRAM@", Version.engram())
                .replace("@SPI@", SpiVersion.CURRENT)
                .replace("@NEXT@", nextSpiVersion());
    }

    /** Returns the first version of the SPI that may be incompatible with the plugin. */
    private static String nextSpiVersion() {
        return Integer.parseInt(SpiVersion.CURRENT.split("\\.")[0]) + 1 + ".0.0";
    }

    private static String readTemplate(String template) {
        try (InputStream in = Scaffold.class.getResourceAsStream(template + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the template " + template + " is missing in Engram's own jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the template " + template + " of Engram itself cannot be read", e);
        }
    }
}
