package io.costream.cli.embedded;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.costream.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class EmbeddedArchitectureTest {
    @ArchTest
    static final ArchRule oneClassKnowsKafkasServer = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(EmbeddedBroker.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "kafka..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.raft..",
                    "org.apache.kafka.controller..",
                    "org.apache.kafka.storage..",
                    "scala..");

    @ArchTest
    static final ArchRule theBrokerStandsAlone = noClasses()
            .that()
            .resideInAPackage("io.costream.cli.embedded")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.costream..").and(not(resideInAPackage("io.costream.cli.embedded"))));

    @ArchTest
    static final ArchRule theRegistryKnowsOnlyTheContracts = noClasses()
            .that()
            .resideInAPackage("io.costream.cli.registry")
            .should()
            .dependOnClassesThat(resideInAPackage("io.costream..")
                    .and(not(resideInAnyPackage("io.costream.cli.registry", "io.costream.schemas"))));
}
