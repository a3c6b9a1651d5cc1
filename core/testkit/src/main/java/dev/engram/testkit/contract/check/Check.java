package dev.engram.testkit.contract.check;

/**
 * One promise of the contract, ready to be put to the test on one component.
 *
 * @param component the component as it prints itself
 * @param name a sentence that says what the check proves
 */
public record Check(String component, String name, Body body) {
    /** Puts the component to the test. */
    @FunctionalInterface
    public interface Body {
        ContractResult run() throws Exception;
    }

    /** Never throws: whatever the component throws where it should not is a failure with a message. */
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
