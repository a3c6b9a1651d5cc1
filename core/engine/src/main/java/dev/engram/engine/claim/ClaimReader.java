package dev.engram.engine.claim;

import dev.engram.engine.claim.Claim.ClaimSetting;
import dev.engram.engine.claim.Claim.Evidence;
import dev.engram.engine.claim.Claim.EvidenceKind;
import dev.engram.engine.claim.Claim.Expectation;
import dev.engram.engine.claim.Claim.Scope;
import dev.engram.engine.claim.Claim.Tier;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.SourceFile;
import dev.engram.engine.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads claims. All mistakes of a file are reported, each with its location. */
public final class ClaimReader {
    /** The ending of a claim's file. */
    public static final String ENDING = ".yaml";

    private static final List<String> KEYS = List.of(
            "claim",
            "says",
            "paper",
            "source",
            "kind",
            "scope",
            "tier",
            "needs",
            "suite",
            "table",
            "values",
            "orders",
            "facts",
            "deviations",
            "expect",
            "amended");

    private final Problems problems;

    public ClaimReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns a claim; empty if its file has problems, which are added to those of this reader. */
    public Optional<Claim> read(Path file) {
        Problems own = new Problems();
        Optional<Claim> claim = SourceFile.read(file, new Location(file.toString(), 0, 0), "", own)
                .filter(text -> isWritten(text, file, own))
                .flatMap(text -> YamlReader.file(text, file.toString(), own)
                        .flatMap(root -> root instanceof Node.Mapping m
                                ? Optional.of(claim(file, m, checksum(text), own))
                                : noMap(root, own)));
        problems.addAll(own.list());
        return own.isEmpty() ? claim : Optional.empty();
    }

    private static boolean isWritten(String text, Path file, Problems problems) {
        boolean written = text.lines().map(String::strip).anyMatch(l -> !l.isEmpty() && !l.startsWith("#"));
        if (!written) {
            problems.add(
                    new Location(file.toString(), 1, 1),
                    "",
                    "there is no claim here; 'engram reproduce --new NAME' writes one to start from");
        }
        return written;
    }

    private static Optional<Claim> noMap(Node root, Problems problems) {
        problems.add(root.location(), "", "expected a map with the key claim, found " + root.describe());
        return Optional.empty();
    }

    private static Claim claim(Path file, Node.Mapping root, String checksum, Problems problems) {
        ClaimFields f = new ClaimFields(root, "", KEYS, problems);
        String id = f.text("claim", "give the name of the claim, which is that of its file")
                .orElse("");
        String stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        if (!id.isEmpty() && !id.equals(stem)) {
            f.problem("claim", "'" + id + "' is not the name of the file, " + stem + "; rename one of them");
        }
        String says = f.text("says", "state the claim in one sentence").orElse("");
        Map<String, String> source = f.textMap("source");
        if (source.values().stream().allMatch(String::isBlank)) {
            f.missing("source", "say where the published values were read, such as {repo: OWNER/NAME, path: FILE}");
        }
        ClaimSetting setting = setting(f, problems);
        List<ClaimCheck> checks = new CheckReader(problems).checks(f);
        if (checks.isEmpty() && problems.isEmpty()) {
            f.missing("values", "a claim has at least one of values, orders and facts");
        }
        checkKind(f);
        Optional<Evidence> evidence = evidence(f, file);
        if (!f.has("suite") && !f.has("table") && setting.parts().isEmpty()) {
            f.missing("suite", "name the suite that tries the claim, or the missing parts under needs.parts");
        }
        return new Claim(
                new Claim.ClaimFile(id, file, checksum, f.texts("amended")),
                says,
                new Claim.Publication(f.textMap("paper"), source),
                setting,
                evidence,
                checks,
                expectation(f));
    }

    private static Optional<Evidence> evidence(ClaimFields f, Path file) {
        if (f.has("suite") && f.has("table")) {
            f.problem("table", "a claim is judged by a suite or by a table; remove one of them");
        }
        EvidenceKind kind = f.has("table") ? EvidenceKind.TABLE : EvidenceKind.SUITE;
        Optional<String> name = f.optionalText(kind.key());
        try {
            return name.map(file::resolveSibling)
                    .map(Path::normalize)
                    .map(p -> new Evidence(kind, p, f.location(kind.key())));
        } catch (InvalidPathException e) {
            f.problem(kind.key(), "'" + name.orElseThrow() + "' is not a valid file name");
            return Optional.empty();
        }
    }

    private static ClaimSetting setting(ClaimFields f, Problems problems) {
        Optional<Scope> scope = f.choice("scope", Scope.class);
        Optional<Tier> tier = f.choice("tier", Tier.class);
        if (!f.has("scope")) {
            f.missing("scope", "write same, reduced or transfer");
        }
        if (!f.has("tier")) {
            f.missing("tier", "write fast, hour, night or beyond");
        }
        List<String> parts = new ArrayList<>();
        List<String> data = new ArrayList<>();
        f.optionalMap("needs").ifPresent(m -> {
            ClaimFields needs = new ClaimFields(m, "needs", List.of("parts", "data"), problems);
            parts.addAll(needs.texts("parts"));
            data.addAll(needs.texts("data"));
        });
        return new ClaimSetting(scope.orElse(Scope.SAME), tier.orElse(Tier.FAST), parts, data, f.texts("deviations"));
    }

    /** The kind repeats what the checks are, so that a list of claims can be read without them. */
    private static void checkKind(ClaimFields f) {
        Map<String, String> keys = Map.of("number", "values", "order", "orders", "fact", "facts");
        List<String> kinds = f.texts("kind");
        if (kinds.isEmpty()) {
            f.missing("kind", "write number, order or fact, or a list of them");
        }
        for (String kind : kinds) {
            if (!keys.containsKey(kind)) {
                f.problem("kind", "unknown kind '" + kind + "'; choose one of number, order, fact");
            } else if (!f.has(keys.get(kind))) {
                f.problem("kind", "a claim of the kind " + kind + " has the key " + keys.get(kind));
            }
        }
        keys.forEach((kind, key) -> {
            if (f.has(key) && !kinds.isEmpty() && !kinds.contains(kind)) {
                f.problem("kind", "the claim has " + key + ", so its kind includes " + kind);
            }
        });
    }

    private static Expectation expectation(ClaimFields f) {
        if (!f.has("expect")) {
            return new Expectation(Verdict.PASS, "");
        }
        Map<String, String> written = f.textMap("expect");
        if (written.size() > 1) {
            f.problem("expect", "expected one verdict, found " + String.join(" and ", written.keySet()));
        }
        String word = written.containsKey("text")
                ? written.get("text")
                : written.keySet().stream().findFirst().orElse("");
        try {
            Verdict verdict = Verdict.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
            String because = written.getOrDefault(word, "");
            if (verdict != Verdict.PASS && because.isBlank()) {
                f.problem("expect", "say why the claim is not expected to pass: {" + word + ": REASON}");
            }
            return new Expectation(verdict, because);
        } catch (IllegalArgumentException e) {
            f.problem("expect", "unknown verdict '" + word + "'; choose one of pass, near, fail, not-run");
            return new Expectation(Verdict.PASS, "");
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
