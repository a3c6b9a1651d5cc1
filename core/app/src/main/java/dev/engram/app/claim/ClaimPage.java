package dev.engram.app.claim;

import dev.engram.engine.claim.CheckResult;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdicts on claims as one self-contained HTML page, without scripts. */
public final class ClaimPage {
    private static final String STYLE = """
        :root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
        body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .9rem; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-top: 1px solid #8884; }
        h2 { margin: 2rem 0 .2rem; font-size: 1.1rem; }
        p, ul { margin: .2rem 0; }
        small { opacity: .75; }
        .v { font-weight: 600; white-space: nowrap; }
        .pass { color: #1a7f37; } .near { color: #9a6700; } .fail { color: #cf222e; }
        .undecided, .not-run { opacity: .7; }
        @media (prefers-color-scheme: dark) {
          .pass { color: #3fb950; } .near { color: #d29922; } .fail { color: #f85149; }
        }
        """;

    private ClaimPage() {}

    /** Returns the page. */
    public static String of(List<ClaimResult> results, String version) {
        StringBuilder b = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>Published claims</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n"
                + "<h1>Published claims</h1>\n<p>" + summary(results) + "</p>\n<table>\n"
                + "<tr><th>claim</th><th>verdict</th><th>scope</th><th>statement</th></tr>\n");
        for (ClaimResult r : results) {
            b.append("<tr><td><a href=\"#")
                    .append(text(r.claim().id()))
                    .append("\">")
                    .append(text(r.claim().id()))
                    .append("</a></td><td>")
                    .append(verdict(r.verdict()))
                    .append(r.isExpectedFailure() ? " (expected)" : "")
                    .append("</td><td>")
                    .append(text(r.claim().setting().scope().name().toLowerCase(Locale.ROOT)))
                    .append("</td><td>")
                    .append(text(r.claim().says()))
                    .append("</td></tr>\n");
        }
        b.append("</table>\n");
        results.forEach(r -> claim(b, r));
        return b.append("<p><small>engram ")
                .append(text(version))
                .append("</small></p>\n</body>\n</html>\n")
                .toString();
    }

    /** Returns the number of claims with each verdict, such as {@code 3 claims: 2 PASS, 1 FAIL}. */
    public static String summary(List<ClaimResult> results) {
        StringBuilder b = new StringBuilder(results.size() + (results.size() == 1 ? " claim" : " claims"));
        String separator = ": ";
        for (Verdict v : Verdict.values()) {
            long n = results.stream().filter(r -> r.verdict() == v).count();
            if (n > 0) {
                b.append(separator).append(n).append(' ').append(v.word());
                separator = ", ";
            }
        }
        return b.toString();
    }

    private static void claim(StringBuilder b, ClaimResult r) {
        Claim c = r.claim();
        b.append("<h2 id=\"")
                .append(text(c.id()))
                .append("\">")
                .append(text(c.id()))
                .append(" ")
                .append(verdict(r.verdict()))
                .append(" <small>(")
                .append(c.setting().scope().name().toLowerCase(Locale.ROOT))
                .append(")</small>")
                .append("</h2>\n<p>")
                .append(text(c.says()))
                .append("</p>\n<p><small>")
                .append(text(joined(c.publication().paper())))
                .append(c.publication().paper().isEmpty() ? "" : ". ")
                .append("Source: ")
                .append(text(joined(c.publication().source())))
                .append("</small></p>\n");
        paragraph(b, "Not run; ", r.reason());
        paragraph(
                b,
                "Expected " + c.expectation().verdict().word() + ": ",
                c.expectation().because());
        b.append("<table>\n<tr><th>statistic</th><th>published or claimed</th><th>ours</th>"
                + "<th>difference</th><th>verdict</th><th>note</th></tr>\n");
        for (CheckResult k : r.checks()) {
            b.append("<tr>");
            List.of(k.what(), k.published(), k.ours(), k.difference())
                    .forEach(t -> b.append("<td>").append(text(t)).append("</td>"));
            b.append("<td>")
                    .append(verdict(k.verdict()))
                    .append("</td><td>")
                    .append(text(k.note()))
                    .append("</td></tr>\n");
        }
        b.append("</table>\n");
        paragraph(b, "Known deviations: ", String.join("; ", c.setting().deviations()));
        paragraph(b, "Amended: ", String.join("; ", c.file().amended()));
        b.append("<p><small>SHA-256 of the claim: ").append(c.file().checksum()).append("</small></p>\n");
    }

    private static void paragraph(StringBuilder b, String label, String words) {
        if (!words.isEmpty()) {
            b.append("<p>").append(text(label + words)).append("</p>\n");
        }
    }

    private static String joined(Map<String, String> facts) {
        return String.join(", ", facts.values());
    }

    private static String verdict(Verdict v) {
        String style = v.word().toLowerCase(Locale.ROOT).replace(' ', '-');
        return "<span class=\"v " + style + "\">" + v.word() + "</span>";
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
