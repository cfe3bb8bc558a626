package io.github.celu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a number, what parts one from the next, and what is said of all else. */
class NumbersTest {
    // Words

    @ParameterizedTest
    @CsvSource({
        "-3, -3",
        "+3, 3",
        "007, 7",
        "1., 1",
        ".5, 0.5",
        "-.5e-3, -0.0005",
        "1E+2, 100",
        "4.9e-324, 4.9e-324",
        "-0e-999, -0.0",
        "-1.7976931348623157e308, -1.7976931348623157e308",
        "NaN, NaN",
        "-nan, NaN",
        "inf, Infinity",
        "+Inf, Infinity",
        "-INF, -Infinity",
        "-Infinity, -Infinity"
    })
    void numbersAreParsed(String text, double expected) {
        assertEquals(expected, Numbers.parse("", text));
        assertEquals(expected, Numbers.parse("", " " + text + "\n"));
        assertEquals(List.of(expected), words(text));
        assertEquals(List.of(expected), cells(text, "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1e1.5",
                "1.2.3",
                "--1",
                "1-2",
                "1_000",
                "0x10",
                "0x1p3",
                "1f",
                "1d",
                "1F",
                "1D",
                "1e5d",
                "infinit",
                "nano",
                "1;2",
                "\u0661",
                "1\u00a02",
                "\u00bd"
            })
    void whatIsNotANumberIsRefused(String text) {
        assertRefused("line 3: not a number: " + text, () -> words("\n1\n 2 " + text + " 3\n"));
        assertRefused("not a number: " + text, () -> Numbers.parse("", text));
        assertRefused("--alpha: not a number: " + text, () -> Numbers.parse("--alpha: ", text));
    }

    @Test
    void aMinusSignOfPrintedTextsIsRecognised() {
        assertRefused("not a number: \u22121 (a minus sign that is no hyphen?)", () -> Numbers.parse("", "\u22121"));
    }

    @Test
    void numbersHaveAtMostTwoThousandCharacters() {
        String third = "." + "3".repeat(1999);
        assertEquals(List.of(1 / 3.0), words(third));
        assertRefused("line 1: not a number: " + third.substring(0, 40) + "...", () -> words(third + "3"));
    }

    @Test
    void longWordsAreShortenedInMessages() {
        assertRefused("line 1: not a number: " + "?".repeat(40), () -> words("?".repeat(40)));
        assertRefused("line 1: not a number: " + "?".repeat(40) + "...", () -> words("?".repeat(41)));
    }

    /** Text in no encoding that is known here must not pass for numbers. */
    @Test
    void otherEncodingsAreNotRead() {
        for (byte[] input : List.of("1 2".getBytes(StandardCharsets.UTF_16LE), new byte[] {'1', (byte) 0xFF})) {
            InputStream in = new ByteArrayInputStream(input);
            String message = assertThrows(IllegalArgumentException.class, () -> all(new Numbers(in, "", null)))
                    .getMessage();
            assertTrue(message.startsWith("line 1: not a number: 1"), message);
        }
    }

    // Between words

    @Test
    void numbersAreSeparatedByWhiteSpaceAndCommas() {
        String input = "\uFEFF1\r\n\r\n 2, 3 ,\t4, ,5,\n,\n6\r7\n\n8";
        assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), words(input));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " ,\r\n,"})
    void noWordsAreNoNumbers(String input) {
        assertEquals(List.of(), words(input));
    }

    /** What stands alone may be one number; everything else with a comma is two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,5|1.5|1, 5", "7 -0,75|-0.75|-0, 75", "7 +3,14e2 2|+3.14e2|+3, 14e2", "7~0,5;2,5;x|0.5|0, 5"})
    void decimalCommasAreRefused(String input, String one, String two) {
        Numbers numbers = numbers(input.replace('~', '\n'), null);
        if (input.startsWith("7")) {
            assertTrue(numbers.next());
            assertEquals(7, numbers.value());
        }
        int line = input.contains("~") ? 2 : 1;
        assertRefused(
                "line " + line + ": a decimal comma? Write " + one + ", or \"" + two + "\" for two numbers",
                numbers::next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1, 5", "1 ,5", "1,,5", "1,\n5", "1,5,", ",1,5", "1,5,9", "9,1,5", "1.,5", "1.5,2", "1,-5", "1,.5",
                "1,5.5", "1e2,5", "nan,5", "1,inf"
            })
    void otherCommasSeparate(String input) {
        List<Double> expected = Stream.of(input.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> Double.valueOf(word.replace("nan", "NaN").replace("inf", "Infinity")))
                .toList();
        assertEquals(expected, words(input));
    }

    @ParameterizedTest
    @CsvSource({"'1 a', 1", "'1\r\n\r\n2\r\na', 4", "'1\r2\ra', 3", "'1\n\n\na\n', 4", "'\n\ufeff?', 2"})
    void messagesTellTheLine(String input, int line) {
        String word = input.substring(input.length() - 1).isBlank() ? "a" : input.substring(input.length() - 1);
        assertRefused("line " + line + ": not a number: " + word, () -> words(input));
    }

    @Test
    void namesOfColumnsAreGuessed() {
        assertRefused("line 1: not a number: x (names of columns? See --column)", () -> words("x,y\n1,2"));
    }

    @Test
    void readErrorsAreNamed() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertRefused("here: cannot read: the disk is gone", () -> new Numbers(broken, "here: ", null).next());
    }

    // Columns

    @ParameterizedTest
    @ValueSource(strings = {"y", "2", "3"})
    void oneColumnIsRead(String column) {
        String table = "\uFEFF\r\n\"a\nb, c\", \"y\" ,z\r\none,\"-1\",5\r\n  \r\n\"t,w\"\"o\", -2 , 6\r\n,3,7";
        List<Double> expected = column.equals("3") ? List.of(5.0, 6.0, 7.0) : List.of(-1.0, -2.0, 3.0);
        assertEquals(expected, cells(table, column));
    }

    @Test
    void columnsMayHaveNumbersForNames() {
        assertEquals(List.of(5.0), cells("1,nan\n3,5", "nan"));
        assertEquals(List.of(), cells("", "1"));
        assertEquals(List.of(1.0, 3.0), cells("1,2\n3,5", "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "'x,y\n1,2', z, 'line 1: no column z'",
        "'x,y\n1,2', 0, 'line 1: no column 0'",
        "'x,y\n1,2', 3, 'line 1: no column 3'",
        "'', x, 'no column x'",
        "'x;y\n1;2', y, 'line 1: no column y (columns have commas between them)'",
        "'x,y,x\n1,2,3', x, 'line 1: two columns x'",
        "'x,y\n1,2\n\n3\n', y, 'line 4: commas make 1 cell, not 2 as in the first line'",
        "'x\n-1,5\n', x, 'line 2: commas make 2 cells, not 1 as in the first line'",
        "'a;b\n1,5;2', 1, 'line 2: commas make 2 cells, not 1 as in the first line'",
        "'x,y\n-1,19\" rack\n\"-2,a\n-3,b', x, 'line 3: the quote is never closed'",
        "'x,y\n1,two', y, 'line 2: not a number: two'",
        "'x,y\n1,', y, 'line 2: the cell is empty'",
        "'1,\n2,3', 2, 'line 1: the cell is empty'",
        "'x,\n2,3', 2, 'line 1: the cell is empty'",
        "'l.5,7\n2.5,7', 1, 'line 1: not a number: l.5'",
        "'1,NA\n2,3', 2, 'line 1: not a number: NA'",
        "'x,y\n\"1\"2,3', x, 'line 2: text after the closing quote'",
        "'x\n1\uFEFF2', x, 'line 2: not a number: 1\uFEFF2'",
        "'x\n\"1,5\"', x, 'line 2: not a number: 1,5 (a decimal comma?)'",
        "'1 2\n3\n', 1, 'line 1: not a number: 1 2'",
        "'1;5\n2;6', 1, 'line 1: not a number: 1;5'",
        "'1,5;2,5', 1, 'line 1: a decimal comma? Write 1.5, or \"1, 5\" for two numbers'"
    })
    void wrongColumnsAreNamed(String table, String column, String message) {
        assertRefused(message, () -> cells(table, column));
    }

    @Test
    void quotesWithinACellAreCharacters() {
        assertEquals(List.of(-1.0, -2.0), cells("x,name\n-1,19\" rack\n-2,\"a \"\"b\"\"\"", "x"));
        assertEquals(List.of(2.0), cells("\"a \"\"b\"\"\",c\n2,3", "a \"b\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e309", "1e-400", "-0.001e-330"})
    void numbersOutOfRangeAreRefused(String text) {
        assertRefused("--alpha: out of the range of a double: " + text, () -> Numbers.parse("--alpha: ", text));
    }

    @Test
    void cellsHaveAtMostTwoThousandCharacters() {
        assertRefused("line 2: not a number: " + "0".repeat(40) + "...", () -> cells("x\n" + "0".repeat(2001), "x"));
    }

    private static Numbers numbers(String text, String column) {
        return new Numbers(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "", column);
    }

    private static List<Double> words(String text) {
        return all(numbers(text, null));
    }

    private static List<Double> cells(String text, String column) {
        return all(numbers(text, column));
    }

    private static List<Double> all(Numbers numbers) {
        List<Double> all = new ArrayList<>();
        while (numbers.next()) {
            all.add(numbers.value());
        }
        return all;
    }

    private static void assertRefused(String message, Executable reading) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, reading).getMessage());
    }
}
