package dev.engram.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

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
