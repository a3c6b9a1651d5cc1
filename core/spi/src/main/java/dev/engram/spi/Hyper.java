package dev.engram.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a hyperparameter: a field of a component's record. Its type is a number, a {@code boolean}, a {@code
 * String}, an enum (in lower case with hyphens in a suite), a {@code java.nio.file.Path} (relative to the suite),
 * another component type, or a {@code List} of one of these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Hyper {
    /** The {@link #value} of a required hyperparameter. */
    String REQUIRED = "";

    /** The default, written as in a suite. This is the only place for a default. */
    String value() default REQUIRED;

    /**
     * True for a hyperparameter that a released component received later. Its default is then left out of the text that
     * identifies a run, so that runs from before keep their identity. The default must keep the old behaviour, and must
     * be written as Engram writes it ({@code 0.001}, not {@code 1e-3}).
     */
    boolean omitDefault() default false;

    /** The interval of allowed numbers, such as {@code [0,1)} or {@code (0,inf)}; empty for all finite numbers. */
    String range() default "";

    /** The meaning and the unit, in one line. */
    String doc() default "";
}
