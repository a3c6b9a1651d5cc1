package dev.engram.api.junit;

import dev.engram.api.Engram;
import dev.engram.api.SuiteSpec;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Provides the parameter of {@link EngramTest}. */
final class SuiteParameter implements ParameterResolver {
    SuiteParameter() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == SuiteSpec.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        EngramTest settings = AnnotationSupport.findAnnotation(test.getRequiredTestClass(), EngramTest.class)
                .orElseThrow();
        String method = parameter.getDeclaringExecutable().getName();
        SuiteSpec suite = Engram.suite(test.getRequiredTestClass().getSimpleName() + "." + method)
                .plugins(Arrays.stream(settings.plugins()).map(Path::of).toArray(Path[]::new));
        if (!settings.store().isEmpty()) {
            suite.store(Path.of(settings.store()));
        }
        if (settings.workers() != 0) {
            suite.workers(settings.workers());
        }
        return suite;
    }
}
