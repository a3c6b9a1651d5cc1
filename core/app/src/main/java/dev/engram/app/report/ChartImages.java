package dev.engram.app.report;

import dev.engram.app.results.SuiteResults;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The charts of a page as image files. The page itself draws them in an installed browser, so the files show what the
 * page shows.
 */
public final class ChartImages {
    private static final Pattern IMAGE = Pattern.compile(
            "data-name=\"([^\"]+)\" data-url=\"data:image/(?:png;base64|svg\\+xml;charset=UTF-8),([^\"]+)\"",
            Pattern.CASE_INSENSITIVE);

    /** The format of an image. */
    public enum Format {
        PNG,
        SVG
    }

    private ChartImages() {}

    /** A browser that can draw; empty if none is installed. */
    public static Optional<Path> browser() {
        return HeadlessBrowser.installed();
    }

    /**
     * Writes one file for each chart, and for each problem if the chart shows a single one. Returns the number of
     * files.
     *
     * @param weights what {@link WeightPictures} shows
     */
    public static int write(
            SuiteResults e, Map<String, Object> weights, Format format, String version, Path browser, Path folder)
            throws IOException, InterruptedException {
        String page =
                Report.chartPage(e, version, weights).replaceFirst("<html ", "<html data-kind=\"" + format + "\" ");
        Matcher m = IMAGE.matcher(new HeadlessBrowser(browser).dumpDom(page));
        int n = 0;
        while (m.find()) {
            byte[] bytes = format == Format.PNG
                    ? Base64.getDecoder().decode(m.group(2))
                    : URLDecoder.decode(m.group(2), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            Files.createDirectories(folder);
            Files.write(folder.resolve(m.group(1) + "." + format.name().toLowerCase(Locale.ROOT)), bytes);
            n++;
        }
        return n;
    }
}
