package dev.engram.app.cli.referee;

import dev.engram.app.claim.ClaimPage;
import dev.engram.app.claim.ClaimResult;
import dev.engram.app.console.Console;
import dev.engram.engine.claim.CheckResult;
import dev.engram.engine.claim.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdicts on claims as text, as Markdown, and as a tree for JSON. */
final class ClaimText {
    private static final String INDENT = "    ";

    private ClaimText() {}

    /** Prints each claim with its checks; long lines are wrapped. */
    static void print(List<ClaimResult> results, Console console) {
        for (ClaimResult r : results) {
            Claim c = r.claim();
            String scope = c.setting().scope().name().toLowerCase(Locale.ROOT);
            console.out().println("%-9s %s (%s)".formatted(r.verdict().word(), c.id(), scope));
            wrapped(console, INDENT, c.says());
            if (!r.reason().isEmpty()) {
                wrapped(console, INDENT, "Not run. " + r.reason() + ".");
            } else {
                r.checks().forEach(k -> wrapped(console, INDENT, line(k)));
            }
            if (!c.expectation().because().isEmpty()) {
                wrapped(
                        console,
                        INDENT,
                        "Expected " + c.expectation().verdict().word() + ": "
                                + c.expectation().because());
            }
            if (!c.deviations().isEmpty()) {
                wrapped(console, INDENT, "Deviations: " + String.join("; ", c.deviations()));
            }
            c.amended().forEach(a -> wrapped(console, INDENT, "Amended: " + a));
            console.out().println();
        }
        console.out().println(ClaimPage.summary(results));
        results.stream()
                .filter(ClaimResult::isUnexpectedFailure)
                .forEach(r -> console.out().println("unexpected: " + r.claim().id()));
        console.out().flush();
    }

    private static String line(CheckResult k) {
        return k.verdict().word() + " " + k.what() + ": published " + k.published()
                + (k.ours().isEmpty() ? "" : "; ours " + k.ours())
                + (k.difference().isEmpty() ? "" : "; difference " + k.difference())
                + (k.note().isEmpty() ? "" : "; " + k.note());
    }

    private static void wrapped(Console console, String indent, String text) {
        StringBuilder line = new StringBuilder(indent);
        boolean first = true;
        for (String word : text.split(" +")) {
            if (!first && line.length() + 1 + word.length() > console.width()) {
                console.out().println(line);
                line = new StringBuilder(indent + "  ");
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        console.out().println(line);
    }

    /** Returns a table with a row for each claim. */
    static String markdown(List<ClaimResult> results) {
        StringBuilder b = new StringBuilder("| claim | verdict | published | ours |\n|---|---|---|---|\n");
        for (ClaimResult r : results) {
            List<String> published = new ArrayList<>();
            List<String> ours = new ArrayList<>();
            r.checks().stream().limit(4).forEach(k -> {
                published.add(k.what() + ": " + k.published());
                ours.add(k.ours());
            });
            int more = r.checks().size() - 4;
            if (more > 0) {
                published.add(more + " more");
            }
            b.append("| [")
                    .append(r.claim().id())
                    .append("](claims/")
                    .append(r.claim().id())
                    .append(".yaml) | ")
                    .append(r.verdict().word())
                    .append(" | ")
                    .append(cell(published))
                    .append(" | ")
                    .append(r.reason().isEmpty() ? cell(ours) : cell(List.of(r.reason())))
                    .append(" |\n");
        }
        return b.toString();
    }

    private static String cell(List<String> parts) {
        return String.join("; ", parts).replace("|", "\\|");
    }

    /** Returns everything as maps and lists. */
    static Map<String, Object> tree(List<ClaimResult> results) {
        List<Object> claims = new ArrayList<>();
        for (ClaimResult r : results) {
            Claim c = r.claim();
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("claim", c.id());
            m.put("says", c.says());
            m.put("verdict", r.verdict().name());
            m.put("expected", c.expectation().verdict().name());
            m.put("because", c.expectation().because());
            m.put("unexpected_failure", r.isUnexpectedFailure());
            m.put("reason", r.reason());
            m.put("scope", c.setting().scope().name().toLowerCase(Locale.ROOT));
            m.put("tier", c.setting().tier().name().toLowerCase(Locale.ROOT));
            m.put("paper", c.paper());
            m.put("source", c.source());
            m.put("deviations", c.deviations());
            m.put("amended", c.amended());
            m.put("sha256", c.file().checksum());
            m.put("checks", r.checks().stream().map(ClaimText::tree).toList());
            claims.add(m);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("claims", claims);
        root.put("summary", ClaimPage.summary(results));
        return root;
    }

    private static Map<String, Object> tree(CheckResult k) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("statistic", k.what());
        m.put("published", k.published());
        m.put("ours", k.ours());
        m.put("difference", k.difference());
        m.put("verdict", k.verdict().name());
        m.put("note", k.note());
        Map<String, Object> numbers = new LinkedHashMap<>();
        k.numbers().forEach((name, x) -> numbers.put(name, Double.isFinite(x) ? (Object) x : String.valueOf(x)));
        m.put("numbers", numbers);
        return m;
    }
}
