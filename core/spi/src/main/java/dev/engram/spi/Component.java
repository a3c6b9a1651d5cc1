package dev.engram.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pf4j.Extension;

/**
 * Marks a public record as a component. The Javadoc of the record is the component's documentation: it is stored in the
 * plugin and printed by {@code engram components}. It should give the equation, the shapes, the errors and the
 * citation.
 */
@Documented
@Extension
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {
    /**
     * The name in suites, in lower case with hyphens. It must never change, since stored runs refer to it.
     */
    String value();

    /**
     * The version. Increase it when the same hyperparameters give different numbers. It is part of a run's identity, so
     * that stored runs of older versions are not reused.
     */
    int version() default 1;
}
