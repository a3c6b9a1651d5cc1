package dev.engram.app.claim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A new claim and its suite, which run as they are. */
public final class ClaimTemplate {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final String CLAIM = """
        claim: %s
        says: Gradient descent at the rate 2 / (1 + 10) shrinks the error by 9/11 a step. Replace this by a statement.
        paper: {title: TITLE, year: 2026, place: "section or table"}
        source: {repo: OWNER/NAME, path: FILE, commit: COMMIT, licence: LICENCE, read: YYYY-MM-DD}
        kind: [number, order, fact]        # those that follow
        scope: same                        # same, reduced (stopped early) or transfer (another setting)
        tier: fast                         # fast, hour, night or beyond, on two cores
        needs: {parts: [], data: []}       # a claim that needs a missing part, or data that are not there, is not run
        suite: suites/%s.yaml              # or table: FILE.csv, published results in the format of 'engram import'
        values:                            # give sd and n, or a tolerance and its reason, before the first run
          - {cell: best, metric: distance, at: end, mean: 0.000000, tolerance: 1.0e-6, because: single precision}
        orders:                            # from the smallest to the largest; every pair of neighbours is tested
          - {metric: distance, at: end, ascending: [best, slow]}
        facts:                             # hold in every run
          - {cell: fast, outcome: diverged}
        deviations: [none known]
        expect: pass                       # or {fail: REASON}
        amended: []
        """;

    private static final String SUITE = """
        name: %s
        about: The suite of the claim %s.
        landscape: {quadratic: {spectrum: [1, 10]}}
        start: random
        optimizer: {sgd: {rate: 0.18181818}}
        training: {steps: 200}
        seeds: 6
        compare:
          - {name: slow, optimizer.sgd.rate: 0.001}
          - {name: best, optimizer.sgd.rate: 0.18181818}
          - {name: fast, optimizer.sgd.rate: 0.5}
        """;

    private ClaimTemplate() {}

    /**
     * Returns the files of a new claim, by their paths in the folder of claims.
     *
     * @throws IllegalArgumentException if the name is not one of a claim
     */
    public static Map<String, String> files(String id) {
        if (!NAME.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id
                    + "' is not a name of a claim; use small letters, digits and hyphens, as in adam-2015-table-1");
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(id + ".yaml", CLAIM.formatted(id, id));
        files.put("suites/" + id + ".yaml", SUITE.formatted(id, id));
        return files;
    }
}
