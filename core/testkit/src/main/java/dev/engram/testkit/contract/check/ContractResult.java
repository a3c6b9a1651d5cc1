package dev.engram.testkit.contract.check;

/**
 * What a check found.
 *
 * @param message figures worth showing where it passed; what was expected and found where it failed; why it does not
 *     apply where it was skipped
 */
public record ContractResult(Outcome outcome, String message) {
    /** How a check ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** The component makes no promise that this check could hold it to. */
        SKIPPED
    }

    public static ContractResult passed(String figures, Object... args) {
        return new ContractResult(Outcome.PASSED, Text.of(figures, args));
    }

    public static ContractResult failed(String message, Object... args) {
        return new ContractResult(Outcome.FAILED, Text.of(message, args));
    }

    public static ContractResult skipped(String why, Object... args) {
        return new ContractResult(Outcome.SKIPPED, Text.of(why, args));
    }

    public boolean failed() {
        return outcome == Outcome.FAILED;
    }
}
