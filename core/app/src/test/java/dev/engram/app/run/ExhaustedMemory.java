package dev.engram.app.run;

import java.time.Duration;

/** A program in which a constructor uses up the memory again and again, and never returns. */
final class ExhaustedMemory {
    private static Object[] chain = {};

    private ExhaustedMemory() {}

    public static void main(String[] args) throws Exception {
        // The program has a hook as well. Its first one loads classes that the end needs.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("a hook ran")));
        SlowSetup.call("optimizer/greedy", Duration.ofMillis(200), System.err::println, () -> {
            while (true) {
                try {
                    chain = new Object[] {chain};
                } catch (OutOfMemoryError e) {
                    continue; // as if nothing had happened
                }
            }
        });
    }
}
