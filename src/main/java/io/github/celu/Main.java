package io.github.celu;

import io.github.celu.internal.Arguments;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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
              java -jar celu.jar [--alpha A] --csv FILE [--column C]   CSV, all digits
              java -jar celu.jar --help | --version

            A is finite and not negative, and 1 if it is not given. FILE, or standard input
            if FILE is -, has numbers with white space, commas or both between them, like
            -3, .5, 1e-8, nan or inf, of at most 2000 characters. A comma is never a decimal
            point: write 1.5, not 1,5; and in FILE "1, 5" if 1,5 is two numbers.

            With --column, FILE is a table with commas between its columns, such as the CSV
            of this program: 1,5 is two cells. C is the name of a column in the first line,
            or its number, 1 for the first; then a first line without any number is skipped.
            Each line has as many cells as the first one.

            Exit status: 0 for success; 1 if the output could not be written; 2 if an
            option, a number or FILE is wrong. One line on standard error says what; after
            a closed pipe there is none. Rows of numbers before a wrong one are printed.

            With java --add-modules jdk.incubator.vector -jar celu.jar the vector backend
            takes over after some 3 million numbers. Its results are the same, bit for bit.
            """;

    /** Options that take a value, as one argument. */
    private static final Pattern ASSIGNMENT = Pattern.compile("(--(?:alpha|csv|column))=(.*)", Pattern.DOTALL);

    private static final double[] EXAMPLES = {-5, -1, -0.5, -1e-8, 0, 0.5, 2};

    /** How many CSV rows are computed and printed at a time. */
    private static final int BLOCK = 1024;

    private Main() {}

    /**
     * Does what {@code --help} says.
     *
     * @param args options, numbers, or a file of numbers
     */
    public static void main(String[] args) {
        // Not System.out, which tells that a write has failed but not why.
        int status = run(args, System.in, new FileOutputStream(FileDescriptor.out), System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the exit status. */
    static int run(String[] args, InputStream in, OutputStream output, PrintStream err) {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8))) {
            print(args, in, out);
        } catch (IllegalArgumentException e) {
            complain(e.getMessage(), err);
            return 2;
        } catch (IOException e) {
            // A reader that has seen enough and closed the pipe is nothing to complain about. Its only sign is the
            // operating system's message, which has this word in most languages.
            if (!String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
                complain("cannot write: " + e.getMessage(), err);
            }
            return 1;
        }
        return 0;
    }

    /** An IOException is one of out; what is wrong with in or a file is an IllegalArgumentException. */
    private static void print(String[] args, InputStream in, Writer out) throws IOException {
        double alpha = 1;
        String file = null;
        String column = null;
        Set<String> options = new HashSet<>();
        DoubleStream.Builder numbers = DoubleStream.builder();
        for (Iterator<String> rest = words(args).iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            if (arg.startsWith("--") && !options.add(arg)) {
                throw new IllegalArgumentException(arg + " is given twice");
            }
            switch (arg) {
                case "--help", "-h" -> {
                    out.write(HELP);
                    return;
                }
                case "--version" -> {
                    out.write("celu " + version() + "\n");
                    return;
                }
                case "--alpha" -> {
                    alpha = Numbers.parse("--alpha: ", value(arg, rest));
                    Arguments.eluAlpha(alpha);
                }
                case "--csv" -> file = value(arg, rest);
                case "--column" -> column = value(arg, rest);
                default -> {
                    if (arg.startsWith("--") || arg.matches("-[a-zA-Z].*") && !Numbers.isNumber(arg)) {
                        throw new IllegalArgumentException("unknown option: " + arg + " (try --help)");
                    }
                    if (!Numbers.isNumber(arg.strip()) && new File(arg).isFile()) {
                        throw new IllegalArgumentException("not a number, but a file: " + arg + " (see --csv)");
                    }
                    numbers.add(Numbers.parse("", arg));
                }
            }
        }
        double[] x = numbers.build().toArray();
        if (file == null) {
            if (column != null) {
                throw new IllegalArgumentException("--column needs --csv");
            }
            table(x.length > 0 ? x : EXAMPLES, alpha, out);
        } else if (x.length > 0) {
            throw new IllegalArgumentException("either numbers or --csv, not both");
        } else if (file.equals("-")) {
            csv(new Numbers(in, "standard input: ", column), alpha, out);
        } else {
            try (InputStream stream = open(file)) {
                csv(new Numbers(stream, file + ": ", column), alpha, out);
            }
        }
    }

    private static Stream<String> words(String[] args) {
        return Stream.of(args).flatMap(arg -> {
            Matcher assignment = ASSIGNMENT.matcher(arg);
            return assignment.matches() ? Stream.of(assignment.group(1), assignment.group(2)) : Stream.of(arg);
        });
    }

    private static String value(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException("missing value of " + option);
        }
        return value;
    }

    private static InputStream open(String file) {
        try {
            return new FileInputStream(file);
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException("cannot read: " + e.getMessage(), e);
        }
    }

    /** As the build has written it. */
    private static String version() throws IOException {
        try (InputStream version = Main.class.getResourceAsStream("version.txt")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** In one line, whatever control characters or strange spaces a quoted input has. */
    private static void complain(String message, PrintStream err) {
        err.println(message.replaceAll("[\\p{Cc}\\p{Z}&&[^ ]]", "?"));
    }

    private static void table(double[] x, double alpha, Writer out) throws IOException {
        String heading = "%12s" + " %10s".repeat(6) + "%n";
        String row = "%12.6g" + " %10.4g".repeat(6) + "%n";
        out.write(String.format("alpha = %s, backend = %s%n%n", alpha, Backend.description()));
        out.write(String.format(heading, "x", "CELU", "d/dx", "d/dalpha", "ELU", "d/dx", "d/dalpha"));
        double[][] columns = columns(x, alpha);
        for (int i = 0; i < x.length; i++) {
            int at = i;
            Object[] cells = Arrays.stream(columns).map(column -> column[at]).toArray();
            out.write(String.format(Locale.ROOT, row, cells));
        }
    }

    private static void csv(Numbers numbers, double alpha, Writer out) throws IOException {
        double[] x = new double[BLOCK];
        int n = 0;
        boolean more = numbers.next(); // if the first one is wrong, nothing is printed
        out.write("x,celu,celu_gradient,celu_gradient_alpha,elu,elu_gradient,elu_gradient_alpha\n");
        try {
            for (; more; more = numbers.next()) {
                x[n] = numbers.value();
                n++;
                if (n == BLOCK) {
                    n = 0;
                    rows(x, alpha, out);
                }
            }
        } finally {
            rows(Arrays.copyOf(x, n), alpha, out);
        }
    }

    private static void rows(double[] x, double alpha, Writer out) throws IOException {
        double[][] columns = columns(x, alpha);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            for (double[] column : columns) {
                rows.append(column == x ? "" : ",").append(column[i]);
            }
            rows.append('\n');
        }
        out.append(rows).flush();
    }

    /** x, and the value and the derivatives in x and alpha of CELU and of ELU. */
    private static double[][] columns(double[] x, double alpha) {
        return new double[][] {
            x,
            CELU.apply(x, alpha),
            CELU.gradient(x, alpha),
            CELU.gradientAlpha(x, alpha),
            ELU.apply(x, alpha),
            ELU.gradient(x, alpha),
            ELU.gradientAlpha(x, alpha)
        };
    }
}
