package dev.engram.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A hyperparameter: a field of a component's record. Its type is a number, a {@code boolean}, a {@code String}, an enum
 * (written in lower case with hyphens), a {@code java.nio.file.Path} (relative to the file that names it), another
 * component type, or a {@code List} of one of these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Hyper {
    /** What {@link #value} is for a hyperparameter that has to be given. */
    String REQUIRED = "";

    /** The default as one would write it in the YAML file. It is written here and nowhere else. */
    String value() default REQUIRED;

    /** The interval of allowed numbers, such as {@code [0,1)} or {@code (0,inf)}; empty: every finite number. */
    String range() default "";

    /** One line: what it is, in which unit. */
    String doc() default "";
}
