package io.github.celu;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a text, one at a time and character by character: a line may be longer than the memory. What is wrong in the
 * text is an IllegalArgumentException that names the place.
 */
final class Numbers {
    /** NaN and infinities as Java, C and Python write them, but neither the hexadecimals nor the suffixes of Java. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?((\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?|nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private static final Pattern NOT_ZERO = Pattern.compile("^[+-]?[0.]*[1-9]");

    /** The two words of what may be a number with a decimal comma; in some files a semicolon follows. */
    private static final Pattern BEFORE_COMMA = Pattern.compile("[+-]?\\d+");

    private static final Pattern AFTER_COMMA = Pattern.compile("(?<digits>\\d+([eE][+-]?\\d+)?)(?<semicolon>;.*)?");

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

    /** How no name of a column begins. */
    private static final Pattern DIGIT = Pattern.compile("[+-]?\\.?\\d");

    private static final Pattern COLUMN_NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    /** Enough to write any double exactly; a longer word is not even kept in memory. */
    private static final int LONGEST = 2000;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String where;
    private final LineNumberReader reader;

    /** The name of the column to read until the first line has told where it is, and that place, from 0 on. */
    private String columnName;

    private int column = -1;

    /** How many cells the first line has; 0 before it. */
    private int columns;

    private double value;

    private Word ahead;

    private boolean first = true;

    /** The character that ended the last word or cell; -1 at the end of the text, and at its start a line's end. */
    private int end = '\n';

    /** A word with the characters before and after it; adjacent if nothing but {@code before} parts it from the last one. */
    private record Word(String text, int line, int before, boolean adjacent, int after) {}

    /**
     * Reads all words, or one column of comma-separated ones.
     *
     * @param where what each message begins with
     * @param column the name or the number of a column, or null
     */
    Numbers(InputStream in, String where, String column) {
        this.where = where;
        reader = new LineNumberReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        if (column != null && COLUMN_NUMBER.matcher(column).matches()) {
            this.column = Integer.parseInt(column) - 1;
        } else {
            columnName = column;
        }
    }

    static double parse(String where, String text) {
        String word = text.strip();
        if (!isNumber(word)) {
            throw new IllegalArgumentException(where
                    + (word.isEmpty() ? "no number" : "not a number: " + shortened(word))
                    + (DECIMAL_COMMA.matcher(word).matches() ? " (a decimal comma?)" : "")
                    + (word.startsWith("\u2212") ? " (a minus sign that is no hyphen?)" : ""));
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith("nan")) {
            return Double.NaN;
        }
        if (lower.contains("inf")) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double number = Double.parseDouble(word);
        if (Double.isInfinite(number) || number == 0 && NOT_ZERO.matcher(word).find()) {
            throw new IllegalArgumentException(where + "out of the range of a double: " + shortened(word));
        }
        return number;
    }

    /** Goes to the next number; false if there is none. */
    boolean next() {
        return column < 0 && columnName == null ? nextWord() : nextRow();
    }

    /** The number that {@link #next} has found. */
    double value() {
        return value;
    }

    private boolean nextWord() {
        Word word = ahead == null ? readWord() : ahead;
        ahead = null;
        if (word == null) {
            return false;
        }
        if (word.before != ','
                && word.after == ','
                && BEFORE_COMMA.matcher(word.text).matches()) {
            ahead = readWord();
            if (ahead != null && ahead.adjacent) {
                Matcher fraction = AFTER_COMMA.matcher(ahead.text);
                if (fraction.matches() && (ahead.after != ',' || fraction.group("semicolon") != null)) {
                    throw decimalComma(at(word.line), word.text, fraction.group("digits"));
                }
            }
        }
        if (first && Character.isLetter(word.text.charAt(0)) && !isNumber(word.text)) {
            throw new IllegalArgumentException(
                    at(word.line) + "not a number: " + shortened(word.text) + " (names of columns? See --column)");
        }
        first = false;
        value = parse(at(word.line), word.text);
        return true;
    }

    private static IllegalArgumentException decimalComma(String place, String whole, String fraction) {
        String one = shortened(whole + "." + fraction);
        String two = shortened(whole + ", " + fraction);
        return new IllegalArgumentException(
                place + "a decimal comma? Write " + one + ", or \"" + two + "\" for two numbers");
    }

    /** The next word, or the first part of one that is too long for a number; null at the end. */
    private Word readWord() {
        int before = end;
        boolean adjacent = true;
        for (end = read(); isSeparator(end); end = read()) {
            before = end;
            adjacent = false;
        }
        if (end < 0) {
            return null;
        }
        int line = reader.getLineNumber() + 1;
        StringBuilder word = new StringBuilder();
        for (; end >= 0 && !isSeparator(end) && word.length() <= LONGEST; end = read()) {
            word.append((char) end);
        }
        return new Word(word.toString(), line, before, adjacent, end);
    }

    private static boolean isSeparator(int character) {
        return character == ',' || character == BYTE_ORDER_MARK || Character.isWhitespace(character);
    }

    private boolean nextRow() {
        while (end >= 0) {
            int line = reader.getLineNumber() + 1;
            boolean names = columnName != null && columns == 0;
            String found = null;
            String next = ""; // the cell after it
            String cell;
            int cells = 0;
            boolean anyNumber = false;
            do {
                cell = readCell();
                anyNumber |= isNumber(cell);
                if (names && cell.equals(columnName)) {
                    if (column >= 0) {
                        throw new IllegalArgumentException(at(line) + "two columns " + columnName);
                    }
                    column = cells;
                }
                found = cells == column ? cell : found;
                next = cells == column + 1 ? cell : next;
                cells++;
            } while (end == ',');
            if (cells == 1 && cell.isEmpty()) {
                continue;
            }
            if (columns > 0 && cells != columns) {
                throw new IllegalArgumentException(at(line) + "commas make "
                        + (cells == 1 ? "1 cell" : cells + " cells") + ", not " + columns + " as in the first line");
            }
            if (found == null) {
                throw noColumn(at(line), cells == 1);
            }
            Matcher fraction = AFTER_COMMA.matcher(next);
            if (BEFORE_COMMA.matcher(found).matches() && fraction.matches() && fraction.group("semicolon") != null) {
                throw decimalComma(at(line), found, fraction.group("digits"));
            }
            boolean header = names
                    || columns == 0
                            && !anyNumber
                            && !found.isEmpty()
                            && !DIGIT.matcher(found).lookingAt();
            columns = cells;
            if (!header) {
                if (found.isEmpty()) {
                    throw new IllegalArgumentException(at(line) + "the cell is empty");
                }
                value = parse(at(line), found);
                return true;
            }
        }
        if (columnName != null && columns == 0) {
            throw noColumn(where, false);
        }
        return false;
    }

    private IllegalArgumentException noColumn(String place, boolean oneCell) {
        String name = columnName == null ? Integer.toString(column + 1) : columnName;
        return new IllegalArgumentException(
                place + "no column " + name + (oneCell ? " (columns have commas between them)" : ""));
    }

    /**
     * The next cell, or the first part of one that is too long for a number. A cell that begins with a quote goes to the next one,
     * and commas, line ends and doubled quotes between them belong to it.
     */
    private String readCell() {
        StringBuilder cell = new StringBuilder();
        int line = 0; // of the quote that is open
        boolean quotes = false;
        for (end = read(); end >= 0 && (line > 0 || end != ',' && end != '\n'); end = read()) {
            if (end == '"' && line > 0) {
                line = 0;
            } else if (end == '"' && (quotes || cell.toString().isBlank())) {
                if (quotes) {
                    cell.append('"');
                }
                quotes = true;
                line = reader.getLineNumber() + 1;
            } else if (quotes && line == 0 && !Character.isWhitespace(end)) {
                throw new IllegalArgumentException(at(reader.getLineNumber() + 1) + "text after the closing quote");
            } else if ((end != BYTE_ORDER_MARK || !cell.isEmpty()) && cell.length() <= LONGEST) {
                cell.append((char) end);
            }
        }
        if (line > 0) {
            throw new IllegalArgumentException(at(line) + "the quote is never closed");
        }
        return cell.toString().strip();
    }

    private int read() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new IllegalArgumentException(where + "cannot read: " + e.getMessage(), e);
        }
    }

    private String at(int line) {
        return where + "line " + line + ": ";
    }

    static boolean isNumber(String word) {
        return word.length() <= LONGEST && NUMBER.matcher(word).matches();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
