package io.github.celu;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md. */
class ArchitectureTest {
    private static final String PUBLIC = "io.github.celu";
    private static final String INTERNAL = "io.github.celu.internal";

    private static JavaClasses library;

    @BeforeAll
    static void readClasses() {
        assumeTrue("PLAIN".equals(System.getProperty("celu.test.expectedBackend")), "once is enough");
        library = new ClassFileImporter().importPath("target/classes");
    }

    @Test
    void onlyTheVectorLoopsSeeTheVectorModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL)
                .or()
                .haveSimpleNameNotStartingWith("Vector")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(library);
    }

    @Test
    void nothingInternalIsPartOfTheApi() {
        DescribedPredicate<JavaClass> internal = resideInAPackage(INTERNAL);
        noCodeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(PUBLIC)
                .and()
                .areNotPrivate()
                .should()
                .haveRawReturnType(internal)
                .orShould()
                .haveRawParameterTypes(anyElementThat(internal))
                .orShould()
                .declareThrowableOfType(internal)
                .check(library);
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(PUBLIC)
                .and()
                .areNotPrivate()
                .should()
                .notHaveRawType(internal)
                .check(library);
        noClasses()
                .that()
                .resideInAPackage(PUBLIC)
                .should()
                .beAssignableTo(internal)
                .orShould()
                .beAnnotatedWith(describe("internal", annotation -> internal.test(annotation.getRawType())))
                .check(library);
    }

    /** Apart from what changes no result: the count of elements that starts the warm-up, and the plain loops' scratch. */
    @Test
    void noStaticStateThatChanges() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .haveRawType(describe("immutable", type -> isImmutable(type, new HashSet<>())))
                .check(library);
    }

    @Test
    void noReflectionButForTheChoiceOfTheBackend() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".Implementation")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect", "java.lang.invoke", "java.lang.module")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Module.class, ModuleLayer.class, ClassLoader.class, ServiceLoader.class)
                .orShould()
                .callMethodWhere(target(owner(describe("java.lang.Class", type -> type.isEquivalentTo(Class.class)))))
                .check(library);
    }

    /** The elements of an array could be set; that none of these constants is, no rule can tell. */
    private static boolean isImmutable(JavaClass type, Set<JavaClass> seen) {
        if (type.isArray()) {
            return isImmutable(type.getComponentType(), seen);
        }
        boolean known = type.isPrimitive()
                || type.isEquivalentTo(String.class)
                || type.isEquivalentTo(Pattern.class)
                || type.getSimpleName().equals("VectorSpecies")
                || type.getSimpleName().equals("WarmUp");
        return known
                || !seen.add(type)
                || type.getPackageName().startsWith(PUBLIC)
                        && Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
                                .flatMap(c -> c.getAllFields().stream())
                                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                                .filter(field -> !field.getName().equals("spare"))
                                .filter(field ->
                                        field.getOwner().getPackageName().startsWith(PUBLIC))
                                .allMatch(field -> isFinalAndImmutable(field, seen));
    }

    private static boolean isFinalAndImmutable(JavaField field, Set<JavaClass> seen) {
        return field.getModifiers().contains(JavaModifier.FINAL) && isImmutable(field.getRawType(), seen);
    }
}
