package dev.engram.engine.claim;

import dev.engram.engine.yaml.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A published statement and how it is tried.
 *
 * @param says the statement in one sentence
 * @param setting how close the setting is to the published one, what it costs and needs
 * @param evidence what it is judged by; empty if a part is missing
 * @param checks the statements, each judged by itself
 * @param expectation the verdict that the maintainers expect
 */
public record Claim(
        ClaimFile file,
        String says,
        Publication publication,
        ClaimSetting setting,
        Optional<Evidence> evidence,
        List<ClaimCheck> checks,
        Expectation expectation) {
    public Claim {
        checks = List.copyOf(checks);
    }

    /**
     * The file of a claim.
     *
     * @param id name of the claim, and of its file
     * @param path the file
     * @param checksum SHA-256 of its text: tolerances are fixed before results
     * @param amended changes after the first run, each with its date and reason
     */
    public record ClaimFile(String id, Path path, String checksum, List<String> amended) {
        public ClaimFile {
            amended = List.copyOf(amended);
        }
    }

    /**
     * Where a claim was published.
     *
     * @param paper the publication: title, year, place
     * @param source where the values were read: repository or text, path, commit, licence, date
     */
    public record Publication(Map<String, String> paper, Map<String, String> source) {
        public Publication {
            paper = Collections.unmodifiableMap(new LinkedHashMap<>(paper));
            source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
        }
    }

    /**
     * What a claim is judged by.
     *
     * @param kind what the file is
     * @param file a suite, whose runs are made here, or a table of results
     * @param location where the claim names it
     */
    public record Evidence(EvidenceKind kind, Path file, Location location) {}

    /** The kinds of evidence. */
    public enum EvidenceKind {
        /** A suite, whose runs are made here. */
        SUITE,
        /** A published table of results. Nothing is run. */
        TABLE;

        /** Returns the key of a claim's file that names the evidence. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The verdict that the maintainers expect.
     *
     * @param because why, if it is not {@link Verdict#PASS}
     */
    public record Expectation(Verdict verdict, String because) {}

    /**
     * Setting of a claim.
     *
     * @param scope its relation to the published setting
     * @param tier its cost
     * @param parts parts that Engram does not have; a claim that needs one is not run
     * @param data data that do not come with Engram; without them the claim is not run
     * @param deviations known differences from the published setting
     */
    public record ClaimSetting(Scope scope, Tier tier, List<String> parts, List<String> data, List<String> deviations) {
        public ClaimSetting {
            deviations = List.copyOf(deviations);
            parts = List.copyOf(parts);
            data = List.copyOf(data);
        }
    }

    /** Returns the name of the claim. */
    public String id() {
        return file.id();
    }

    /** Returns the suite that tries the claim; empty if there is none. */
    public Optional<Path> suite() {
        return evidence.filter(e -> e.kind() == EvidenceKind.SUITE).map(Evidence::file);
    }

    /** The relation of a setting to the published one. */
    public enum Scope {
        /** The published setting. */
        SAME,
        /** The published setting, stopped early or on fewer seeds. */
        REDUCED,
        /** The statement, tried in another setting. A failure says nothing against the publication. */
        TRANSFER
    }

    /** The cost of a claim on two cores. */
    public enum Tier {
        /** All fast claims together take minutes. */
        FAST,
        /** At most an hour. */
        HOUR,
        /** At most twelve hours. */
        NIGHT,
        /** More. */
        BEYOND
    }
}
