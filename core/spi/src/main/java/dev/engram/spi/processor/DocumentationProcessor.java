package dev.engram.spi.processor;

import dev.engram.spi.Component;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * An annotation processor that stores the Javadoc of every component as plain text in
 * {@code META-INF/engram/<class name>.txt}, where the catalog reads it. A component is thus documented once, in its
 * source.
 */
@SupportedAnnotationTypes("dev.engram.spi.Component")
public final class DocumentationProcessor extends AbstractProcessor {
    /** The folder of the texts. The compiler inlines it, so that readers do not load an annotation processor. */
    public static final String FOLDER = "META-INF/engram/";

    /** The suffix of the file names. */
    public static final String SUFFIX = ".txt";

    /** Returns the path of the text of a class. */
    public static String path(String className) {
        return FOLDER + className + SUFFIX;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element e : round.getElementsAnnotatedWith(Component.class)) {
            String comment = processingEnv.getElementUtils().getDocComment(e);
            if (comment == null) {
                processingEnv
                        .getMessager()
                        .printMessage(
                                Diagnostic.Kind.ERROR,
                                "a component needs a Javadoc comment: equation, shapes, errors, citation",
                                e);
                continue;
            }
            String name = processingEnv
                    .getElementUtils()
                    .getBinaryName((TypeElement) e)
                    .toString();
            // The writer of the file would use the platform's encoding.
            try (OutputStream out = processingEnv
                    .getFiler()
                    .createResource(StandardLocation.CLASS_OUTPUT, "", path(name), e)
                    .openOutputStream()) {
                out.write((Javadoc.toText(comment) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException x) {
                processingEnv
                        .getMessager()
                        .printMessage(Diagnostic.Kind.ERROR, "cannot store the Javadoc comment: " + x, e);
            }
        }
        // Other processors (PF4J's index) use the same annotation.
        return false;
    }
}
