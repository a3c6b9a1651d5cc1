package dev.engram.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Spark and Engram need different versions of the same libraries, so no class sees both. */
@AnalyzeClasses(packages = "dev.engram.spark", importOptions = DoNotIncludeTests.class)
final class SidesTest {
    @ArchTest
    static final ArchRule THE_SIDE_OF_SPARK_KNOWS_ENGRAM_ONLY_THROUGH_THE_BRIDGE = noClasses()
            .that()
            .resideInAPackage("dev.engram.spark")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.engram.spark.work..", "dev.engram.engine..", "dev.engram.app..", "dev.engram.spi..");

    @ArchTest
    static final ArchRule THE_SIDE_OF_ENGRAM_DOES_NOT_KNOW_SPARK = noClasses()
            .that()
            .resideInAPackage("dev.engram.spark.work..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.engram.spark", "org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule THE_BRIDGE_CONSISTS_OF_TYPES_OF_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.engram.spark.bridge..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.engram.spark.bridge..");
}
