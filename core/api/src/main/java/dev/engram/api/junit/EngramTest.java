package dev.engram.api.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives test methods a {@link dev.engram.api.SuiteSpec}: a suite with the name of the test, such as
 * {@code MyOptimizerTest.isNotWorseThanAdam}, and the settings of this annotation.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SuiteParameter.class)
public @interface EngramTest {
    /** The file of the store, relative to the working directory; without one, runs are kept in memory. */
    String store() default "";

    /** Plugins: folders of them, jars, zips or source files. */
    String[] plugins() default {};

    /** The number of runs that are made at a time; 0 for the number of cores. */
    int workers() default 0;
}
