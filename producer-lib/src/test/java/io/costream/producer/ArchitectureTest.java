package io.costream.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.costream.producer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Set<String> FOREIGN =
            Set.of("org.apache.kafka", "org.apache.avro", "io.costream.avro", "io.costream.schemas", "com.fasterxml");

    @ArchTest
    static final ArchRule publicMethodsLeakNoForeignTypes = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.costream.producer.internal..")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(nameOnlyTypesOfTheApi());

    @ArchTest
    static final ArchRule internalIsReachedThroughTheFactoryOnly = noClasses()
            .that()
            .resideInAPackage("io.costream.producer")
            .and()
            .doNotHaveSimpleName("Costream")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.costream.producer.internal..");

    @ArchTest
    static final ArchRule publicMethodsLeakNoInternals = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.costream.producer.internal..")
            .should()
            .haveRawReturnType(DescribedPredicate.describe(
                    "internal", type -> type.getPackageName().startsWith("io.costream.producer.internal")));

    private static ArchCondition<JavaMethod> nameOnlyTypesOfTheApi() {
        return new ArchCondition<>("name only types of the API") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .filter(ArchitectureTest::isForeign)
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(method, method.getFullName() + " names " + type)));
            }
        };
    }

    private static boolean isForeign(JavaClass type) {
        return FOREIGN.stream().anyMatch(foreign -> type.getPackageName().startsWith(foreign));
    }
}
