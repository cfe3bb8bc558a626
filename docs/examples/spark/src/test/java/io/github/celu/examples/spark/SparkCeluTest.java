package io.github.celu.examples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.celu.Backend;
import io.github.celu.CELU;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** A cluster of two workers on this machine, with an executor each: three JVMs with this one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // Spark waits without end for executors that cannot start
class SparkCeluTest {
    private static final float ALPHA = 0.7f;
    private static final int ROWS = 1_000_000;

    private static SparkSession spark;
    private static JavaSparkContext context;

    @BeforeAll
    static void start() throws IOException {
        // A worker asks for a Spark installation. An empty one will do, as the executors get the classes of this test.
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        spark = SparkSession.builder()
                .master("local-cluster[2,1,1024]")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                // By default the vector loops take over after more elements than there are here.
                .config("spark.executor.extraJavaOptions", "-Dio.github.celu.backend=vector")
                // No task before both executors are there.
                .config("spark.cores.max", 2)
                .config("spark.scheduler.minRegisteredResourcesRatio", 1)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "5min")
                .config("spark.ui.enabled", false)
                .getOrCreate();
        context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
    }

    @Test
    void executorsUseTheVectorModule() {
        Map<Long, String> backends = context.parallelize(List.of(1, 2), 2)
                .mapToPair(i ->
                        new Tuple2<>(ProcessHandle.current().pid(), Backend.active() + ", " + Backend.description()))
                .collectAsMap();
        assertEquals(2, backends.size(), backends::toString);
        assertFalse(backends.containsKey(ProcessHandle.current().pid()));
        backends.values().forEach(backend -> assertTrue(backend.startsWith("VECTOR, vector: "), backend));
    }

    @Test
    void floats() {
        List<Row> rows = spark.range(ROWS)
                .select(expr("if(id % 1000 = 7, null, cast((id - 700000) / 50000.0 as float))")
                        .as("x"))
                .withColumn("y", SparkCelu.floats(ALPHA).apply(col("x")))
                .collectAsList();
        assertEquals(ROWS, rows.size());
        int nulls = 0;
        for (Row row : rows) {
            if (row.isNullAt(0)) {
                nulls++;
                assertTrue(row.isNullAt(1));
            } else {
                assertEquals(CELU.apply(row.getFloat(0), ALPHA), row.getFloat(1));
            }
        }
        assertEquals(ROWS / 1000, nulls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"double", "tinyint", "smallint", "int", "bigint"})
    void doubles(String type) {
        List<Row> rows = spark.range(100)
                .select(expr("if(id = 7, null, cast((id - 70) / 2.0 as " + type + "))")
                        .as("x"))
                .withColumn("y", SparkCelu.doubles(0.7).apply(col("x")))
                .collectAsList();
        assertEquals(100, rows.size());
        for (int id = 0; id < 100; id++) {
            Row row = rows.get(id);
            if (id == 7) {
                assertTrue(row.isNullAt(1));
            } else {
                double x = type.equals("double") ? (id - 70) / 2.0 : (id - 70) / 2;
                assertEquals(x, ((Number) row.get(0)).doubleValue());
                assertEquals(CELU.apply(x, 0.7), row.getDouble(1));
            }
        }
    }

    @Test
    void alphaIsCheckedBeforeAnyTask() {
        assertThrows(IllegalArgumentException.class, () -> SparkCelu.floats(-1));
        assertThrows(IllegalArgumentException.class, () -> SparkCelu.doubles(-1));
        assertThrows(IllegalArgumentException.class, () -> SparkCelu.arrays(context.emptyRDD(), -1));
    }

    @Test
    void arrays() {
        JavaRDD<float[]> x = context.parallelize(List.of(0, 1, 2, 3), 4)
                .flatMap(part -> IntStream.range(part * ROWS / 4, (part + 1) * ROWS / 4)
                        .mapToObj(SparkCeluTest::array)
                        .iterator());
        List<float[]> y = SparkCelu.arrays(x, ALPHA).collect();
        assertEquals(ROWS, y.size());
        for (int i = 0; i < ROWS; i++) {
            assertArrayEquals(CELU.apply(array(i), ALPHA), y.get(i));
        }
    }

    /** From 1 to 50 numbers from −10 to 5. */
    private static float[] array(int row) {
        SplittableRandom random = new SplittableRandom(row);
        float[] array = new float[random.nextInt(1, 51)];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) random.nextDouble(-10, 5);
        }
        return array;
    }
}
