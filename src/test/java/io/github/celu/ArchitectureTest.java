package io.github.celu;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
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
    private static final String KERNEL = INTERNAL + ".kernel";
    private static final String LOOPS = INTERNAL + ".loops";
    private static final String VECTOR = INTERNAL + ".vector";

    /** Set once, by the first call or a warm-up; two threads may make one twice of what has no state that a user can see. */
    private static final Set<String> CHOICES = Set.of(
            INTERNAL + ".Backends.choice",
            INTERNAL + ".Backends.floats",
            INTERNAL + ".Backends.doubles",
            INTERNAL + ".Backends.floatColumns",
            INTERNAL + ".Backends.doubleColumns",
            INTERNAL + ".FloatChannels.celu",
            INTERNAL + ".FloatChannels.elu",
            INTERNAL + ".DoubleChannels.celu",
            INTERNAL + ".DoubleChannels.elu",
            INTERNAL + ".Handover.noThread",
            INTERNAL + ".WarmUp.compilesVectors",
            INTERNAL + ".WarmUp.hopeless",
            INTERNAL + ".FloatArrays.scalar",
            INTERNAL + ".DoubleArrays.scalar");

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
                .resideOutsideOfPackage(VECTOR)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(library);
    }

    @Test
    void nothingInternalIsPartOfTheApi() {
        DescribedPredicate<JavaClass> internal = resideInAPackage(INTERNAL + "..");
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

    /** From the kernels, which know nothing of arrays, over the loops to what chooses among them. */
    @Test
    void noPackageSeesTheOnesAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(KERNEL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOOPS, VECTOR)
                .orShould()
                .dependOnClassesThat(resideInAPackage(INTERNAL)
                        .and(describe(
                                "are not Arguments", type -> !type.getName().equals(INTERNAL + ".Arguments"))))
                .check(library);
        noClasses()
                .that()
                .resideInAnyPackage(LOOPS, VECTOR)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PUBLIC, INTERNAL)
                .check(library);
        noClasses()
                .that()
                .resideInAPackage(LOOPS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTOR)
                .check(library);
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PUBLIC)
                .check(library);
    }

    /** Apart from what changes no result: the last kernels, the count that starts the warm-up, and scratch. */
    @Test
    void noStaticStateThatChanges() {
        fields().that()
                .areStatic()
                .and(describe("are not the last kernels", field -> !isLastKernels(field)))
                .and(describe("are not scratch for the next call", field -> !isScratch(field)))
                .and(describe("are not the choice of the backend", field -> !isChoice(field)))
                .should()
                .beFinal()
                .andShould()
                .haveRawType(describe("immutable", type -> isImmutable(type, new HashSet<>())))
                .check(library);
    }

    /** One for each slot of alpha; none of them changes, and a lost one only has to be made again. */
    private static boolean isLastKernels(JavaField field) {
        return field.getRawType().getBaseComponentType().equals(field.getOwner())
                && field.getOwner().getPackageName().equals(KERNEL)
                && field.getModifiers().contains(JavaModifier.PRIVATE)
                && isImmutable(field.getOwner(), new HashSet<>());
    }

    /** Taken by one call at a time. */
    private static boolean isScratch(JavaField field) {
        return field.getRawType().getName().equals(LOOPS + ".Spare")
                && field.getModifiers().contains(JavaModifier.PRIVATE);
    }

    private static boolean isChoice(JavaField field) {
        return CHOICES.contains(field.getFullName())
                && field.getModifiers().contains(JavaModifier.PRIVATE)
                && (field.getModifiers().contains(JavaModifier.VOLATILE)
                        || isImmutable(field.getRawType(), new HashSet<>()));
    }

    /** A cast and a file of the jar are no reflection. */
    @Test
    void noReflectionButForTheChoiceOfTheBackend() {
        DescribedPredicate<JavaClass> isClass = describe("java.lang.Class", type -> type.isEquivalentTo(Class.class));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".Backends")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect", "java.lang.invoke", "java.lang.module")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Module.class, ModuleLayer.class, ClassLoader.class, ServiceLoader.class)
                .orShould()
                .callMethodWhere(target(owner(isClass)).and(target(not(nameMatching("cast|getResourceAsStream")))))
                .check(library);
    }

    /** The elements of an array could be set; that none of numbers, strings or enum constants is, no rule can tell. */
    private static boolean isImmutable(JavaClass type, Set<JavaClass> seen) {
        if (type.isArray()) {
            JavaClass element = type.getBaseComponentType();
            return element.isPrimitive() || element.isEnum() || element.isEquivalentTo(String.class);
        }
        boolean known = type.isPrimitive()
                || type.isEquivalentTo(String.class)
                || type.isEquivalentTo(Class.class)
                || type.isEquivalentTo(Pattern.class)
                || type.getName().equals("jdk.incubator.vector.VectorSpecies");
        return known
                || !seen.add(type)
                || isOurs(type)
                        && Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
                                .flatMap(c -> c.getAllFields().stream())
                                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                                .filter(field -> !isScratch(field))
                                .filter(field -> isOurs(field.getOwner()))
                                .allMatch(field -> isFinalAndImmutable(field, seen));
    }

    private static boolean isOurs(JavaClass type) {
        return resideInAPackage(PUBLIC + "..").test(type);
    }

    private static boolean isFinalAndImmutable(JavaField field, Set<JavaClass> seen) {
        return field.getModifiers().contains(JavaModifier.FINAL) && isImmutable(field.getRawType(), seen);
    }
}
