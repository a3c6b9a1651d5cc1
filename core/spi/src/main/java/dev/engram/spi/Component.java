package dev.engram.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pf4j.Extension;

/**
 * Marks a public record as a component. The record's doc comment is kept in the plugin and shown by
 * {@code engram components}: it gives the equation, shapes, units, errors and the citation, once.
 */
@Documented
@Extension
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {
    /** The name in a YAML file, in lower case with hyphens. It is a promise: written to disk and looked up years later. */
    String value();

    /** Raise it when the same settings give other numbers: it is part of a run's identity. */
    int version() default 1;
}
