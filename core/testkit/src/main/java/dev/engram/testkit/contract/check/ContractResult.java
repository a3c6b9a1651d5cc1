package dev.engram.testkit.contract.check;

/**
 * The result of a check.
 *
 * @param outcome how the check ended
 * @param message if passed, figures; if failed, what was expected and what was found; if skipped, the reason
 */
public record ContractResult(CheckOutcome outcome, String message) {
    /** How a check ended. */
    public enum CheckOutcome {
        PASSED,
        FAILED,
        /** The component does not make this promise. */
        SKIPPED
    }

    public static ContractResult passed(String figures, Object... args) {
        return new ContractResult(CheckOutcome.PASSED, Text.of(figures, args));
    }

    public static ContractResult failed(String message, Object... args) {
        return new ContractResult(CheckOutcome.FAILED, Text.of(message, args));
    }

    public static ContractResult skipped(String why, Object... args) {
        return new ContractResult(CheckOutcome.SKIPPED, Text.of(why, args));
    }

    public boolean failed() {
        return outcome == CheckOutcome.FAILED;
    }
}
