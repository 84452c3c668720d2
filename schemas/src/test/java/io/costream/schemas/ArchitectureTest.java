package io.costream.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.costream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule contractsKnowOnlyThePricingDomain = noClasses()
            .that()
            .resideInAPackage("io.costream.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.costream.producer..",
                    "io.costream.processor..",
                    "io.costream.alerts..",
                    "io.costream.cli..",
                    "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule onlyTheMappingsKnowPricing = noClasses()
            .that()
            .resideInAPackage("io.costream.schemas..")
            .and()
            .haveSimpleNameNotEndingWith("Mapping")
            .and()
            .doNotHaveSimpleName("UnitField")
            .and()
            .haveNameNotMatching(".*\\.ChargeWriter(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.costream.pricing..");

    @ArchTest
    static final ArchRule pricingKnowsNothingOfTheWire = noClasses()
            .that()
            .resideInAPackage("io.costream.pricing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.costream.schemas..", "io.costream.avro..", "org.apache..");

    @ArchTest
    static final ArchRule onlyTheRegistryClientSpeaksHttp = noClasses()
            .that()
            .doNotHaveSimpleName("RegistryHttp")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.HttpURLConnection");

    @ArchTest
    static final ArchRule registryFailuresAreTold = classes()
            .that()
            .resideInAPackage("io.costream.schemas")
            .and()
            .haveSimpleNameEndingWith("Exception")
            .should()
            .bePublic();
}
