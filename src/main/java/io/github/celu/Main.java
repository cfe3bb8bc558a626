package io.github.celu;

import io.github.celu.internal.Arguments;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The command line: CELU, ELU and their derivatives of numbers given as arguments, in a file or on standard input.
 *
 * <pre>
 *   java -jar celu.jar --alpha 2 -3 -1 0 1
 *   java -jar celu.jar --help
 * </pre>
 */
public final class Main {
    private static final String HELP = """
            Prints CELU and ELU of numbers x, with the derivatives in x and in alpha.

              java -jar celu.jar [--alpha A] [x ...]      a table; without x, of examples
              java -jar celu.jar [--alpha A] --csv FILE   CSV with all digits
              java -jar celu.jar --help                   this text

            A is finite and not negative, and 1 if it is not given.

            FILE, or standard input if FILE is -, has one or many numbers a line, with
            white space, commas or both between them. A number is written like -3, .5 or
            1e-8 (a comma is never its decimal point) in at most 2000 characters, or is
            nan, inf or infinity in upper or lower case.

            Exit status: 0 for success; 1 if the output could not be written; 2 if an
            option, a number or FILE is wrong, and then one line on standard error tells
            which. The rows of all numbers before a wrong one in FILE are printed.

            The vector backend needs java --add-modules jdk.incubator.vector -jar celu.jar
            and gives the same results, bit for bit.
            """;

    private static final double[] EXAMPLES = {-5, -1, -0.5, -1e-8, 0, 0.5, 2};

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** Enough to write any double exactly; a longer word is not even kept in memory. */
    private static final int LONGEST_NUMBER = 2000;

    /** How many CSV rows are computed and printed at a time. */
    private static final int BLOCK = 1024;

    private Main() {}

    /**
     * Does what {@code --help} says.
     *
     * @param args options, numbers, or a file of numbers
     */
    public static void main(String[] args) {
        int status = run(args, System.in, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the exit status. */
    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            print(args, in, out);
        } catch (IllegalArgumentException e) {
            return fail(e.getMessage(), err);
        } catch (IOException e) {
            return fail("cannot read: " + e.getMessage(), err);
        }
        // Silently: a reader that has seen enough and closed the pipe is nothing to complain about.
        return out.checkError() ? 1 : 0;
    }

    private static void print(String[] args, InputStream in, PrintStream out) throws IOException {
        double alpha = 1;
        String file = null;
        DoubleStream.Builder numbers = DoubleStream.builder();
        for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            switch (arg) {
                case "--help", "-h" -> {
                    out.print(HELP);
                    return;
                }
                case "--alpha" -> {
                    alpha = number("--alpha: ", value(arg, rest));
                    Arguments.eluAlpha(alpha);
                }
                case "--csv" -> file = value(arg, rest);
                default -> {
                    if (arg.startsWith("--")) {
                        throw new IllegalArgumentException("unknown option: " + arg + " (try --help)");
                    }
                    numbers.add(number("", arg));
                }
            }
        }
        double[] x = numbers.build().toArray();
        if (file == null) {
            table(x.length > 0 ? x : EXAMPLES, alpha, out);
        } else if (x.length > 0) {
            throw new IllegalArgumentException("either numbers or --csv, not both");
        } else if (file.equals("-")) {
            csv(in, alpha, out);
        } else {
            try (InputStream stream = new FileInputStream(file)) {
                csv(stream, alpha, out);
            }
        }
    }

    private static String value(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "--";
        if (value.startsWith("--")) {
            throw new IllegalArgumentException("missing value of " + option);
        }
        return value;
    }

    /** NaN and infinities as Java, C and Python write them, but neither the hexadecimals nor the suffixes of Java. */
    private static double number(String where, String text) {
        String word = text.strip();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (word.length() > LONGEST_NUMBER || !DECIMAL.matcher(word).matches()) {
                    String quoted = word.length() <= 40 ? word : word.substring(0, 40) + "...";
                    throw new IllegalArgumentException(where + "not a number: " + quoted);
                }
                yield Double.parseDouble(word);
            }
        };
    }

    /** One line, whatever control characters a quoted input has. */
    private static int fail(String message, PrintStream err) {
        err.println(message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?"));
        return 2;
    }

    private static void table(double[] x, double alpha, PrintStream out) {
        String heading = "%12s" + " %10s".repeat(6) + "%n";
        String row = "%12.6g" + " %10.4g".repeat(6) + "%n";
        out.printf("alpha = %s, backend = %s%n%n", alpha, Backend.description());
        out.printf(heading, "x", "CELU", "d/dx", "d/dalpha", "ELU", "d/dx", "d/dalpha");
        double[][] columns = columns(x, alpha);
        for (int i = 0; i < x.length; i++) {
            int at = i;
            Object[] cells = Arrays.stream(columns).map(column -> column[at]).toArray();
            out.printf(Locale.ROOT, row, cells);
        }
    }

    private static void csv(InputStream in, double alpha, PrintStream out) throws IOException {
        Words words = new Words(in);
        double[] x = new double[BLOCK];
        int n = 0;
        out.print("x,celu,celu_gradient,celu_gradient_alpha,elu,elu_gradient,elu_gradient_alpha\n");
        try {
            while (words.next()) {
                x[n] = number("line " + words.line + ": ", words.word.toString());
                n++;
                if (n == BLOCK) {
                    rows(x, alpha, out);
                    n = 0;
                    if (out.checkError()) {
                        return;
                    }
                }
            }
        } finally {
            rows(Arrays.copyOf(x, n), alpha, out);
        }
    }

    private static void rows(double[] x, double alpha, PrintStream out) {
        double[][] columns = columns(x, alpha);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            for (double[] column : columns) {
                rows.append(column == x ? "" : ",").append(column[i]);
            }
            rows.append('\n');
        }
        out.print(rows);
    }

    /** x, and the value and the derivatives in x and alpha of CELU and of ELU. */
    private static double[][] columns(double[] x, double alpha) {
        double[] celuGradientAlpha = new double[x.length];
        double[] eluGradientAlpha = new double[x.length];
        CELU.gradientAlpha(x, celuGradientAlpha, alpha);
        ELU.gradientAlpha(x, eluGradientAlpha, alpha);
        return new double[][] {
            x,
            CELU.apply(x, alpha),
            CELU.gradient(x, alpha),
            celuGradientAlpha,
            ELU.apply(x, alpha),
            ELU.gradient(x, alpha),
            eluGradientAlpha
        };
    }

    /** The words of a text, one at a time and character by character: a line may be longer than the memory. */
    private static final class Words {
        private static final int BYTE_ORDER_MARK = 0xFEFF;

        final StringBuilder word = new StringBuilder();
        int line;

        private final LineNumberReader reader;

        Words(InputStream in) {
            reader = new LineNumberReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        /** Goes to the next word, or to the first part of one that is too long for a number; false at the end. */
        boolean next() throws IOException {
            word.setLength(0);
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c != ',' && c != BYTE_ORDER_MARK && !Character.isWhitespace(c)) {
                    word.append((char) c);
                    line = reader.getLineNumber() + 1;
                    if (word.length() > LONGEST_NUMBER) {
                        return true;
                    }
                } else if (!word.isEmpty()) {
                    return true;
                }
            }
            return !word.isEmpty();
        }
    }
}
