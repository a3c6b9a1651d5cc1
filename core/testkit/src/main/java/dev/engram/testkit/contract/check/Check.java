package dev.engram.testkit.contract.check;

/**
 * One promise of the contract, to be checked on one component.
 *
 * @param component the string form of the component
 * @param name a sentence that states the promise
 * @param body the code of the check
 */
public record Check(String component, String name, Body body) {
    /** The code of a check. */
    @FunctionalInterface
    public interface Body {
        ContractResult run() throws Exception;
    }

    /** Runs the check. Never throws: an exception of the component is a failure with a message. */
    public ContractResult run() {
        ContractResult v;
        try {
            v = body.run();
        } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
            v = ContractResult.failed("threw %s", Text.of(e));
        }
        return v.failed() ? new ContractResult(v.outcome(), component + ": " + v.message()) : v;
    }
}
