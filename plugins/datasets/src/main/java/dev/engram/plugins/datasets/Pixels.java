package dev.engram.plugins.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The pixels of an image, from 0 to 255.
 *
 * @param planes for each channel height * width numbers, row by row
 */
record Pixels(int height, int width, int[][] planes) {
    /** Writes channel after channel. */
    void writeTo(byte[] row) {
        int at = 0;
        for (int[] plane : planes) {
            for (int p : plane) {
                row[at++] = (byte) p;
            }
        }
    }

    /** Returns the SHA-256 of the size and the pixels. */
    byte[] checksum() {
        byte[] row = new byte[planes.length * height * width];
        writeTo(row);
        MessageDigest digest = FileInput.sha256();
        digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(planes.length)
                .putInt(height)
                .putInt(width)
                .array());
        return digest.digest(row);
    }

    /** Returns the image in another size. The arithmetic is the same everywhere. */
    Pixels scaledTo(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        double[][] across = weights(width, newWidth);
        double[][] down = weights(height, newHeight);
        int[][] scaled = new int[planes.length][];
        for (int c = 0; c < planes.length; c++) {
            scaled[c] = scaled(planes[c], across, down);
        }
        return new Pixels(newHeight, newWidth, scaled);
    }

    private int[] scaled(int[] plane, double[][] across, double[][] down) {
        double[] wide = new double[height * across.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < across.length; x++) {
                double[] w = across[x];
                double sum = 0;
                for (int i = 1; i < w.length; i++) {
                    sum += w[i] * plane[y * width + (int) w[0] + i - 1];
                }
                wide[y * across.length + x] = sum;
            }
        }
        int[] result = new int[down.length * across.length];
        for (int y = 0; y < down.length; y++) {
            double[] w = down[y];
            for (int x = 0; x < across.length; x++) {
                double sum = 0;
                for (int i = 1; i < w.length; i++) {
                    sum += w[i] * wide[((int) w[0] + i - 1) * across.length + x];
                }
                result[y * across.length + x] = (int) Math.max(0, Math.min(255, Math.floor(sum + 0.5)));
            }
        }
        return result;
    }

    /** Returns for each new position the first old one, and the weights of that one and of those after it. */
    private static double[][] weights(int old, int now) {
        double scale = (double) old / now;
        double reach = Math.max(1, scale);
        double[][] all = new double[now][];
        for (int i = 0; i < now; i++) {
            double centre = (i + 0.5) * scale;
            int from = (int) Math.max(0, Math.floor(centre - reach + 0.5));
            int to = (int) Math.min(old, Math.floor(centre + reach + 0.5));
            double[] w = new double[to - from + 1];
            double sum = 0;
            for (int j = from; j < to; j++) {
                w[j - from + 1] = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach);
                sum += w[j - from + 1];
            }
            for (int j = 1; j < w.length; j++) {
                w[j] /= sum;
            }
            w[0] = from;
            all[i] = w;
        }
        return all;
    }
}
