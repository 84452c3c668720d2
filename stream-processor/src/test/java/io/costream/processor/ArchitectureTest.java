package io.costream.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.costream.processor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.costream.processor.domain..", "io.costream.pricing", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_ONE_CLASS_KNOWS_THE_STORES_OF_STREAMS_FROM_INSIDE = noClasses()
            .that()
            .doNotHaveSimpleName("WriteBackStore")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("CachedStateStore");

    @ArchTest
    static final ArchRule ONLY_THE_TOPOLOGY_PROCESSES = noClasses()
            .that()
            .resideOutsideOfPackage("..topology..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams.processor.api..");

    @ArchTest
    static final ArchRule HTTP_STAYS_OUTSIDE = noClasses()
            .that()
            .resideOutsideOfPackages("..http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "java.net.http..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_A_PIPELINE = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy("io.costream.processor")
            .layer("http")
            .definedBy("..http..")
            .layer("repricing")
            .definedBy("..repricing..")
            .layer("query")
            .definedBy("..query..")
            .layer("verification")
            .definedBy("io.costream.processor.verification..")
            .layer("prices")
            .definedBy("..prices..")
            .layer("topology")
            .definedBy("..topology..")
            .layer("ledger")
            .definedBy("..ledger..")
            .layer("state")
            .definedBy("..state..")
            .layer("domain")
            .definedBy("..processor.domain..")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("repricing")
            .mayOnlyBeAccessedByLayers("app", "http")
            .whereLayer("query")
            .mayOnlyBeAccessedByLayers("app", "http")
            .whereLayer("topology")
            .mayOnlyBeAccessedByLayers("app", "prices")
            .whereLayer("verification")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("app", "http", "query", "topology", "verification")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("app", "http", "repricing", "query", "prices", "topology", "verification");
}
