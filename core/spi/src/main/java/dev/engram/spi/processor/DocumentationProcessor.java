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
 * Keeps the doc comment of every component beside its class, as {@code META-INF/engram/<class name>.txt}, so that the
 * catalog can show it: a component is documented once, in its source. It is kept as plain text, because a plugin is
 * compiled once and started often.
 */
@SupportedAnnotationTypes("dev.engram.spi.Component")
public final class DocumentationProcessor extends AbstractProcessor {
    /** Where the comments are kept. A constant, so that who reads them need not load a processor. */
    public static final String FOLDER = "META-INF/engram/";

    /** What follows the name of the class. */
    public static final String SUFFIX = ".txt";

    /** Where the comment of a class is kept. */
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
                                "a component has a doc comment: equation, shapes, errors, citation",
                                e);
                continue;
            }
            String name = processingEnv
                    .getElementUtils()
                    .getBinaryName((TypeElement) e)
                    .toString();
            // Bytes: the file's own writer would take the encoding of the platform.
            try (OutputStream out = processingEnv
                    .getFiler()
                    .createResource(StandardLocation.CLASS_OUTPUT, "", path(name), e)
                    .openOutputStream()) {
                out.write((Javadoc.toText(comment) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException x) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "cannot keep the doc comment: " + x, e);
            }
        }
        // Others (PF4J's index) look at the same annotation.
        return false;
    }
}
