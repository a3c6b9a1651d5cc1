package dev.engram.app.distribution.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes texts and bytes as a slip, a broken program or an attacker would. */
final class Mutator {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "-0",
            "1e400",
            "1e-400",
            ".nan",
            "inf",
            "-.inf",
            "007",
            "1_000",
            "1,5",
            "1,000,000",
            "50%",
            "0x10",
            "2147483648",
            "-9223372036854775809",
            "99999999999999999999",
            "0.1.2",
            "1e",
            "9".repeat(2_000),
            "0." + "1".repeat(2_000));
    private static final List<String> WORDS = List.of(
            "",
            "~",
            "null",
            "yes",
            "true",
            "\"\"",
            "''",
            "[]",
            "{}",
            "[[]]",
            "{a: {b: c}}",
            "*a",
            "&a b",
            "!!int 3",
            "<<",
            "- -",
            "? x",
            "|",
            ">-",
            "\"\\u0000\"",
            "\"\\e[31m\"",
            "\"\\u202e\"",
            "\u00e9\ud83d\ude00",
            "../../etc/passwd",
            "a.b.c.d",
            "optimizer.sgd.rate",
            "network.0",
            "...",
            "---",
            "#",
            ": :",
            "x".repeat(30_000),
            "[".repeat(60),
            "{a: ".repeat(60),
            "[1, 2, 3, 4, 5, 6, 7, 8, 9]");
    private static final byte[] SPECIAL = "{}[]:,#&*!|>'\"%@`-?~ \n\t\\.=0e<".getBytes(StandardCharsets.UTF_8);

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    String number() {
        return pick(NUMBERS);
    }

    String word() {
        return pick(WORDS);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Returns a text with one to four changes of lines, words or characters. */
    String text(String text, List<String> others) {
        String changed = text;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            changed = switch (random.nextInt(4)) {
                case 0 -> lines(changed, others);
                case 1, 2 -> token(changed);
                default -> new String(bytes(changed.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            };
        }
        return changed;
    }

    private String lines(String text, List<String> others) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> lines.set(at, lines.set(other, lines.get(at)));
            case 3 -> lines.set(at, " ".repeat(random.nextInt(5)) + lines.get(at));
            case 4 -> lines.set(at, lines.get(at).stripLeading());
            default -> lines.add(at, pick(Arrays.asList(pick(others).split("\n"))));
        }
        return String.join("\n", lines);
    }

    /** Replaces a word or a number by another one of the text, or by a strange one. */
    private String token(String text) {
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            int from = i;
            while (i < text.length()
                    && (Character.isLetterOrDigit(text.charAt(i)) || ".-_".indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            if (i > from) {
                tokens.add(new int[] {from, i});
            }
        }
        if (tokens.isEmpty()) {
            return text + word();
        }
        int[] at = pick(tokens);
        int[] other = pick(tokens);
        String old = text.substring(at[0], at[1]);
        String replacement = switch (random.nextInt(6)) {
            case 0 -> text.substring(other[0], other[1]);
            case 1 -> word();
            case 2 -> "";
            case 3 -> misspelled(old);
            default -> Character.isDigit(old.charAt(0)) ? number() : word();
        };
        return text.substring(0, at[0]) + replacement + text.substring(at[1]);
    }

    private String misspelled(String word) {
        int at = random.nextInt(word.length());
        return random.nextBoolean()
                ? word.substring(0, at) + word.substring(at + 1)
                : word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at);
    }

    /** Returns bytes with one change. */
    byte[] bytes(byte[] original) {
        byte[] bytes = original.clone();
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(60), bytes.length - at);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = SPECIAL[random.nextInt(SPECIAL.length)];
            case 3 -> System.arraycopy(original, random.nextInt(bytes.length - length + 1), bytes, at, length);
            case 4 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
            default -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
        }
        return bytes;
    }
}
