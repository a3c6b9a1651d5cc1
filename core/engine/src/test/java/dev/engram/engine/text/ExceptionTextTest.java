package dev.engram.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExceptionTextTest {
    /** An exception whose every method throws. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new StackOverflowError();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException();
        }

        @Override
        public String toString() {
            throw new IllegalStateException();
        }
    }

    @Test
    void anExceptionWhoseMethodsThrowIsDescribed() {
        Throwable hostile = new Hostile();
        assertEquals(
                "Hostile: (no message: its getMessage() threw StackOverflowError)", ExceptionText.describe(hostile));
        assertEquals("", ExceptionText.place(hostile));
        assertEquals(1, ExceptionText.causes(hostile).size());
        StringWriter printed = new StringWriter();
        ExceptionText.copy(new IllegalStateException("outer", hostile)).printStackTrace(new PrintWriter(printed));
        assertTrue(printed.toString().contains("outer"), printed::toString);
        assertTrue(printed.toString().contains("its getMessage() threw"), printed::toString);
    }

    /** An exception whose message is never ready. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final CountDownLatch NEVER = new CountDownLatch(1);
        private static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public String getMessage() {
            CALLS.incrementAndGet();
            while (true) {
                try {
                    NEVER.await();
                } catch (InterruptedException e) {
                    continue; // it cannot be ended
                }
            }
        }
    }

    @Test
    @Timeout(30)
    void aMessageThatNeverReturnsIsAbandonedAndNotAskedForAgain() {
        Throwable mute = new Mute();
        String none = "(no message: its getMessage() has not returned after 10 s)";
        assertEquals(none, ExceptionText.message(mute, Duration.ofMillis(50)));
        assertEquals("Mute: " + none, ExceptionText.describe(mute));
        assertTrue(ExceptionText.copy(new IllegalStateException("outer", mute))
                .getCause()
                .getMessage()
                .endsWith(none));
        assertTrue(ExceptionText.place(mute).contains("aMessageThatNeverReturns"), ExceptionText.place(mute));
        assertEquals(1, Mute.CALLS.get());
    }

    @Test
    void anExceptionThatIsItsOwnCauseEnds() {
        Throwable endless = new RuntimeException("again") {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };
        assertEquals(20, ExceptionText.causes(endless).size());
    }

    @Test
    void aMessageIsOneLineOfLimitedLength() {
        assertEquals("E: forged\\nline", describe("forged\nline"));
        String longest = describe("x".repeat(1_000_000));
        assertTrue(longest.length() < 2100 && longest.endsWith("... (998000 more characters)"), longest);
        assertEquals("E", describe(null));
    }

    private static String describe(String message) {
        class E extends Exception {
            private static final long serialVersionUID = 1;

            E(String text) {
                super(text);
            }
        }
        return ExceptionText.describe(new E(message));
    }
}
