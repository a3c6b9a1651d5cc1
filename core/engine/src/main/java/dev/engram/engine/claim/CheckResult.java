package dev.engram.engine.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The verdict on one check of a claim.
 *
 * @param what the statistic, in words
 * @param published the published value or statement
 * @param ours our value
 * @param difference the distance of the two, in standard errors where there are any; empty if it has no meaning
 * @param note what a reader has to know about the verdict; may be empty
 * @param numbers the numbers behind the verdict, by name
 */
public record CheckResult(
        String what,
        String published,
        String ours,
        String difference,
        Verdict verdict,
        String note,
        Map<String, Double> numbers) {
    public CheckResult {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** Returns true if a number is compared with a published one, false for an order or a fact. */
    public boolean isNumber() {
        return numbers.containsKey("published");
    }

    /** A check that cannot be judged, with the reason. */
    static CheckResult notRun(String what, String published, String reason) {
        return new CheckResult(what, published, "", "", Verdict.NOT_RUN, reason, Map.of());
    }
}
