package io.costream.pricing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.costream.pricing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule domainNeedsOnlyTheJavaPlatform = classes()
            .that()
            .resideInAPackage("io.costream.pricing")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.costream.pricing", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule filesAndCasesAddOnlyJackson = classes()
            .that()
            .resideInAnyPackage("io.costream.pricing.catalogue", "io.costream.pricing.cases")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.costream.pricing..", "java..", "org.jspecify.annotations", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.costream.pricing.(*)..").should().beFreeOfCycles();
}
