package io.costream.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a service gets that uses the library: few things, and no others unnoticed. */
@AnalyzeClasses(packages = "io.costream.producer", importOptions = DoNotIncludeTests.class)
class DependenciesTest {
    @ArchTest
    static final ArchRule theCodeUsesNothingElse = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "org.apache.kafka..",
                    "com.fasterxml.jackson.core..",
                    "io.costream.pricing..",
                    "io.costream.schemas..",
                    "io.costream.avro..",
                    "io.costream.producer..");

    @Test
    void theModuleDeclaresNothingElse() throws Exception {
        Set<String> declared = new TreeSet<>();
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        NodeList dependencies = pom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "scope").isEmpty()) {
                declared.add(text(dependency, "artifactId"));
            }
        }

        assertThat(declared)
                .containsExactly(
                        "avro", "costream-pricing", "costream-schemas", "jackson-core", "kafka-clients", "slf4j-api");
    }

    private static String text(Element element, String name) {
        NodeList children = element.getElementsByTagName(name);
        return children.getLength() == 0 ? "" : children.item(0).getTextContent();
    }
}
