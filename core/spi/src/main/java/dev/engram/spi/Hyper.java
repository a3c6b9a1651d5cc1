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

    /** The interval of allowed numbers, such as {@code [0,1)} or {@code (0,inf)}; empty for all finite numbers. */
    String range() default "";

    /** The meaning and the unit, in one line. */
    String doc() default "";
}
