package io.github.celu.examples.spark;

import io.github.celu.CELU;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * CELU on a cluster. Every executor computes its part with the same bits as one machine would, whatever its processor.
 * Spark starts its JVMs with the vector module switched on.
 */
public final class SparkCelu {
    private SparkCelu() {}

    /** For a column of type float, as it is the result; null stays null. One scalar call a row. */
    public static UserDefinedFunction floats(float alpha) {
        CELU.apply(0, alpha); // an alpha that does not exist fails here and not on the executors
        UDF1<Float, Float> celu = x -> x == null ? null : (Float) CELU.apply(x, alpha);
        return functions.udf(celu, DataTypes.FloatType);
    }

    /** For a column of type double or of any integer type; the result is double. */
    public static UserDefinedFunction doubles(double alpha) {
        CELU.apply(0, alpha);
        UDF1<Number, Double> celu = x -> x == null ? null : (Double) CELU.apply(x.doubleValue(), alpha);
        return functions.udf(celu, DataTypes.DoubleType);
    }

    /** For arrays, such as the activations of a layer: one call an array, with the vector loops. */
    public static JavaRDD<float[]> arrays(JavaRDD<float[]> x, float alpha) {
        CELU.apply(0, alpha);
        return x.mapPartitions(arrays -> StreamSupport.stream(Spliterators.spliteratorUnknownSize(arrays, 0), false)
                .map(array -> CELU.apply(array, alpha))
                .iterator());
    }
}
