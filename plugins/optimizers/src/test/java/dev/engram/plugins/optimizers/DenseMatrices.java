package dev.engram.plugins.optimizers;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Small matrices in double precision, written for clarity, for reference implementations of optimizers. */
final class DenseMatrices {
    private static final int SWEEPS = 40;

    private DenseMatrices() {}

    static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    /** ca a + cb b */
    static double[][] sum(double ca, double[][] a, double cb, double[][] b) {
        double[][] c = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                c[i][j] = ca * a[i][j] + cb * b[i][j];
            }
        }
        return c;
    }

    static double norm(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            for (double x : row) {
                sum += x * x;
            }
        }
        return Math.sqrt(sum);
    }

    static double[][] identity(int n, double diagonal) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = diagonal;
        }
        return a;
    }

    /** Computes eigenvectors as columns, in descending order, by Jacobi rotations; d ends with the eigenvalues. */
    static double[][] eigen(double[][] d) {
        int n = d.length;
        double[][] q = identity(n, 1);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    double angle = Math.atan2(2 * d[i][j], d[i][i] - d[j][j]) / 2;
                    double[][] r = identity(n, 1);
                    r[i][i] = r[j][j] = Math.cos(angle);
                    r[i][j] = -Math.sin(angle);
                    r[j][i] = Math.sin(angle);
                    double[][] turned = product(transpose(r), product(d, r));
                    for (int k = 0; k < n; k++) {
                        d[k] = turned[k];
                    }
                    q = product(q, r);
                }
            }
        }
        return sortDescending(d, q);
    }

    /** Sorts the columns of q and the diagonal of d by descending diagonal. */
    static double[][] sortDescending(double[][] d, double[][] q) {
        int n = d.length;
        int[] order = order(d);
        double[][] sorted = new double[n][n];
        double[] values = new double[n];
        for (int j = 0; j < n; j++) {
            values[j] = d[order[j]][order[j]];
            for (int i = 0; i < n; i++) {
                sorted[i][j] = q[i][order[j]];
            }
        }
        for (int j = 0; j < n; j++) {
            d[j][j] = values[j];
        }
        return sorted;
    }

    static int[] order(double[][] d) {
        return IntStream.range(0, d.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -d[i][i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** a^e for a symmetric and positive definite. */
    static double[][] power(double[][] a, double e) {
        double[][] d = sum(1, a, 0, a), q = eigen(d), scaled = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                scaled[i][j] = q[i][j] * Math.pow(d[j][j], e);
            }
        }
        return product(scaled, transpose(q));
    }

    /** Q of a = Q R, by Gram and Schmidt. */
    static double[][] orthonormal(double[][] a) {
        double[][] columns = transpose(a);
        for (int j = 0; j < columns.length; j++) {
            for (int k = 0; k < j; k++) {
                double dot = 0;
                for (int i = 0; i < a.length; i++) {
                    dot += columns[j][i] * columns[k][i];
                }
                for (int i = 0; i < a.length; i++) {
                    columns[j][i] -= dot * columns[k][i];
                }
            }
            double size = norm(new double[][] {columns[j]});
            for (int i = 0; i < a.length; i++) {
                columns[j][i] /= size;
            }
        }
        return transpose(columns);
    }
}
