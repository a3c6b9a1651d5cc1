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
    private static final int SHOWN_CHECKS = 3;
    private static final String INDENT = "    ";

    private ClaimText() {}

    /** Prints each claim with its checks; long lines are wrapped. */
    static void print(List<ClaimResult> results, Console console) {
        for (ClaimResult r : results) {
            Claim c = r.claim();
            String scope = lower(c.setting().scope());
            console.out().println("%-9s %s (%s)".formatted(r.verdict().word(), c.id(), scope));
            wrapped(console, INDENT, c.says());
            if (!r.reason().isEmpty()) {
                wrapped(console, INDENT, "Not run; " + r.reason() + ".");
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
            if (!c.setting().deviations().isEmpty()) {
                wrapped(
                        console,
                        INDENT,
                        "Deviations: " + String.join("; ", c.setting().deviations()));
            }
            c.file().amended().forEach(a -> wrapped(console, INDENT, "Amended: " + a));
            console.out().println();
        }
        console.out().println(ClaimPage.summary(results));
        results.stream()
                .filter(ClaimResult::isUnexpectedFailure)
                .forEach(r -> console.out().println("unexpected: " + r.claim().id()));
        results.stream()
                .filter(ClaimResult::isBetterThanExpected)
                .forEach(r -> console.out()
                        .println("better than expected: " + r.claim().id() + " (expected "
                                + r.claim().expectation().verdict().word() + ")"));
        console.out().flush();
    }

    private static String line(CheckResult k) {
        return k.verdict().word() + " " + k.what() + ": " + (k.isNumber() ? "published " : "claimed ") + k.published()
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

    /** Returns a table with a row for each claim, that of {@code experiments/README.md}. */
    static String markdown(List<ClaimResult> results) {
        StringBuilder b = new StringBuilder(
                "| claim | verdict | scope | statement | measured (published or claimed) |\n|---|---|---|---|---|\n");
        for (ClaimResult r : results) {
            String id = r.claim().id();
            b.append("| [%s](claims/%s.yaml) | ".formatted(id, id))
                    .append(r.verdict().word())
                    .append(r.isExpectedFailure() ? " (expected)" : "")
                    .append(" | ")
                    .append(lower(r.claim().setting().scope()))
                    .append(" | ")
                    .append(cell(r.claim().says()))
                    .append(" | ")
                    .append(cell(r.reason().isEmpty() ? measured(r.checks()) : "not run; " + r.reason()))
                    .append(" |\n");
        }
        return b.toString();
    }

    private static String measured(List<CheckResult> checks) {
        List<String> parts = new ArrayList<>();
        checks.stream()
                .limit(SHOWN_CHECKS)
                .forEach(k -> parts.add((k.ours().isEmpty() ? k.note() : k.ours()) + " (" + k.published() + ")"));
        if (checks.size() > SHOWN_CHECKS) {
            parts.add((checks.size() - SHOWN_CHECKS) + " more");
        }
        return String.join("; ", parts);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String lower(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT);
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
            m.put("scope", lower(c.setting().scope()));
            m.put("tier", lower(c.setting().tier()));
            m.put("paper", c.publication().paper());
            m.put("source", c.publication().source());
            m.put("deviations", c.setting().deviations());
            m.put("amended", c.file().amended());
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
