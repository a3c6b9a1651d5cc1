package dev.engram.engine.network;

import dev.engram.spi.Activation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * The loops over an activation. Where an activation gives values and slopes only, the loops are made for it anew: one
 * loop shared by all activations is compiled for none of them once several have run in a JVM (measured in the study of
 * the SPI: 0.09 ns a number alone, 3 ns shared).
 */
interface ActivationKernel {
    /** h = phi(a) */
    void apply(float[] a, float[] h, int rows, int cols);

    /** delta = J' delta */
    void backward(float[] a, float[] h, float[] delta, int rows, int cols);

    /** The loops of an activation. */
    static ActivationKernel of(Activation phi) {
        return phi instanceof Activation.Elementwise e && Specializer.usesDefaultLoops(phi.getClass())
                ? Specializer.specialize(e)
                : new Delegating(phi);
    }

    /** Loops that the activation brings itself. */
    record Delegating(Activation phi) implements ActivationKernel {
        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            phi.apply(a, h, rows, cols);
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            phi.backward(a, h, delta, rows, cols);
        }
    }

    /** What is copied for each activation: a hidden class of the same bytes has a profile of its own. No record: its methods name their class. */
    final class Specialized implements ActivationKernel {
        private final Activation.Elementwise phi;

        Specialized(Activation.Elementwise phi) {
            this.phi = phi;
        }

        @Override
        public void apply(float[] a, float[] h, int rows, int cols) {
            for (int i = 0, n = rows * cols; i < n; i++) {
                h[i] = phi.value(a[i]);
            }
        }

        @Override
        public void backward(float[] a, float[] h, float[] delta, int rows, int cols) {
            for (int i = 0, n = rows * cols; i < n; i++) {
                delta[i] *= phi.derivative(a[i], h[i]);
            }
        }
    }

    /** Makes copies, one for each class of activation. */
    final class Specializer {
        private static final ClassValue<Class<?>> COPIES = new ClassValue<>() {
            @Override
            protected Class<?> computeValue(Class<?> activation) {
                return defineCopy();
            }
        };

        private Specializer() {}

        /** Does it leave both loops to the interface? */
        static boolean usesDefaultLoops(Class<?> activation) {
            try {
                return activation
                                        .getMethod("apply", float[].class, float[].class, int.class, int.class)
                                        .getDeclaringClass()
                                == Activation.Elementwise.class
                        && activation
                                        .getMethod(
                                                "backward",
                                                float[].class,
                                                float[].class,
                                                float[].class,
                                                int.class,
                                                int.class)
                                        .getDeclaringClass()
                                == Activation.Elementwise.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every activation has these methods", e);
            }
        }

        static ActivationKernel specialize(Activation.Elementwise phi) {
            try {
                return (ActivationKernel) COPIES.get(phi.getClass())
                        .getDeclaredConstructor(Activation.Elementwise.class)
                        .newInstance(phi);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the loops of " + phi + " cannot be made", e);
            }
        }

        private static Class<?> defineCopy() {
            String file = Specialized.class
                            .getName()
                            .substring(Specialized.class.getPackageName().length() + 1) + ".class";
            try (InputStream in = Specialized.class.getResourceAsStream(file)) {
                return MethodHandles.lookup()
                        .defineHiddenClass(in.readAllBytes(), true)
                        .lookupClass();
            } catch (IOException | IllegalAccessException e) {
                throw new IllegalStateException(file + " cannot be read again", e);
            }
        }
    }
}
