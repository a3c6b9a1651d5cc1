package dev.engram.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The page: the frame, the style, the scripts, the charting library from its jar, and the data. */
final class HtmlPage {
    private static final String LIBRARY = "/META-INF/resources/webjars/echarts/%s/dist/echarts.min.js";
    private static final String LIBRARY_VERSION = "/META-INF/maven/org.webjars.npm/echarts/pom.properties";
    /** The scripts in the order of their sections; the last one shows them. */
    private static final List<String> SCRIPTS = List.of(
            "page.js",
            "tables.js",
            "charts.js",
            "controls.js",
            "verdict.js",
            "gaps.js",
            "imported.js",
            "curves.js",
            "ranks.js",
            "sensitivity.js",
            "probes.js",
            "listeners.js",
            "details.js",
            "weights.js",
            "landscapes.js",
            "cost.js",
            "tuning.js",
            "runs.js",
            "start.js");

    private HtmlPage() {}

    /** @param last scripts that follow those of every page */
    static String of(String title, String json, String... last) {
        StringBuilder scripts = new StringBuilder();
        Stream.concat(SCRIPTS.stream(), Arrays.stream(last))
                .forEach(
                        s -> scripts.append(text("/dev/engram/app/report/" + s)).append('\n'));
        String frame = text("/dev/engram/app/report/page.html");
        StringBuilder page = new StringBuilder();
        int from = 0;
        for (String name : List.of("TITLE", "STYLE", "DATA", "LIBRARY", "SCRIPTS")) {
            String mark = "<!--" + name + "-->";
            int at = frame.indexOf(mark, from);
            page.append(frame, from, at)
                    .append(
                            switch (name) {
                                case "TITLE" -> escaped(title);
                                case "STYLE" -> text("/dev/engram/app/report/page.css");
                                case "DATA" ->
                                    json.replace("<", "\\u003c"); // so that the data cannot end the element around them
                                case "LIBRARY" -> library();
                                default -> scripts.toString();
                            });
            from = at + mark.length();
        }
        return page.append(frame, from, frame.length()).toString();
    }

    private static String library() {
        Properties about = new Properties();
        try (InputStream in = open(LIBRARY_VERSION)) {
            about.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(LIBRARY_VERSION + " cannot be read", e);
        }
        return text(LIBRARY.formatted(about.getProperty("version"))).replace("</script", "<\\/script");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = HtmlPage.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is missing from the distribution");
        }
        return in;
    }
}
