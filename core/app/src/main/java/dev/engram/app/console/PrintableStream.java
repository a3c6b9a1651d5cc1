package dev.engram.app.console;

import dev.engram.engine.text.PrintableText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream of UTF-8 text that escapes the characters that control a terminal or reorder what a reader sees, as {@link
 * PrintableText} defines them; line breaks and tabs remain. Whatever a name, a file or a component contains, a terminal
 * only shows it. The escapes are those of JSON, so that JSON keeps its meaning.
 */
public final class PrintableStream extends PrintStream {
    private final PrintStream styled;

    /** @param to receives the text in UTF-8 */
    public PrintableStream(PrintStream to) {
        super(new Filter(to), true, StandardCharsets.UTF_8);
        styled = to;
    }

    /** Returns the stream behind this one, for text of Engram itself that moves the cursor or is bold. */
    PrintStream styled() {
        return styled;
    }

    /** Reads UTF-8 byte by byte. Only the lead bytes C2, D8 and E2 can start a character that is escaped. */
    private static final class Filter extends OutputStream {
        private static final int CONTINUATION_BITS = 6;
        private static final int CONTINUATION_MASK = 0x3F;
        private static final int CONTINUATION = 0x80;
        private static final int TWO_BYTES = 0xC2;
        private static final int ARABIC = 0xD8;
        private static final int THREE_BYTES = 0xE2;

        private final OutputStream to;
        /** The escaped text of one write, which is passed on as a whole. */
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        private final byte[] start = new byte[2];
        private int length;
        /** True after a carriage return, which is passed on as part of CR LF, and otherwise could overwrite a line. */
        private boolean afterReturn;

        Filter(OutputStream to) {
            this.to = to;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        /** Passes on a carriage return at the very end. */
        @Override
        public void close() throws IOException {
            if (afterReturn) {
                passReturn(false);
                to.write(text.toByteArray(), 0, text.size());
                text.reset();
            }
            to.close();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) throws IOException {
            for (int i = from; i < from + count; i++) {
                add(bytes[i] & 0xFF);
            }
            to.write(text.toByteArray(), 0, text.size());
            text.reset();
        }

        private void add(int b) {
            if (afterReturn) {
                passReturn(b == '\n');
            }
            boolean continues = (b & ~CONTINUATION_MASK) == CONTINUATION;
            if (length > 0 && continues) {
                addContinuation(b);
                return;
            }
            passStart();
            if (b == TWO_BYTES || b == ARABIC || b == THREE_BYTES) {
                start[length++] = (byte) b;
            } else if (b == '\r') {
                afterReturn = true;
            } else if (b < CONTINUATION && b != '\n' && b != '\t' && PrintableText.isControl(b)) {
                escape(b);
            } else {
                text.write(b);
            }
        }

        /** Adds a continuation byte, and passes on the character if it is complete. */
        private void addContinuation(int b) {
            boolean complete = length == 2 || (start[0] & 0xFF) != THREE_BYTES;
            if (!complete) {
                start[length++] = (byte) b;
                return;
            }
            int first = start[0] & (length == 1 ? 0x1F : 0x0F);
            int before = length == 1 ? first : first << CONTINUATION_BITS | start[1] & CONTINUATION_MASK;
            int c = before << CONTINUATION_BITS | b & CONTINUATION_MASK;
            if (PrintableText.isControl(c)) {
                length = 0;
                escape(c);
            } else {
                passStart();
                text.write(b);
            }
        }

        private void passReturn(boolean endOfLine) {
            afterReturn = false;
            if (endOfLine) {
                text.write('\r');
            } else {
                escape('\r');
            }
        }

        private void escape(int c) {
            text.writeBytes(PrintableText.escape(c).getBytes(StandardCharsets.US_ASCII));
        }

        private void passStart() {
            text.write(start, 0, length);
            length = 0;
        }
    }
}
