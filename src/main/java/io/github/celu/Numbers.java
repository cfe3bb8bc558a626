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

    /** The two words of what may be a number with a decimal comma; in some files a semicolon follows. */
    private static final Pattern BEFORE_COMMA = Pattern.compile("[+-]?\\d+");

    private static final Pattern AFTER_COMMA = Pattern.compile("(?<digits>\\d+([eE][+-]?\\d+)?)(?<semicolon>;.*)?");

    private static final Pattern COLUMN_NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    /** Enough to write any double exactly; a longer word is not even kept in memory. */
    private static final int LONGEST = 2000;

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String where;
    private final LineNumberReader reader;

    /** The name of the column to read until the first line has told where it is, and that place, from 0 on. */
    private String columnName;

    private int column = -1;
    private boolean firstLine = true;

    private double value;
    private Word ahead;

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
            throw new IllegalArgumentException(where + "not a number: " + shortened(word));
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith("nan")) {
            return Double.NaN;
        }
        if (lower.contains("inf")) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(word);
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
                    throw decimalComma(word, fraction.group("digits"));
                }
            }
        }
        value = parse(at(word.line), word.text);
        return true;
    }

    private IllegalArgumentException decimalComma(Word word, String fraction) {
        String one = shortened(word.text + "." + fraction);
        String two = shortened(word.text + ", " + fraction);
        return new IllegalArgumentException(
                at(word.line) + "a decimal comma? Write " + one + ", or \"" + two + "\" for two numbers");
    }

    /** The next word, or the first part of one that is too long for a number; null at the end. */
    private Word readWord() {
        StringBuilder word = new StringBuilder();
        int before = end;
        boolean adjacent = true;
        int line = 0;
        while (true) {
            end = read();
            if (end >= 0 && end != ',' && end != BYTE_ORDER_MARK && !Character.isWhitespace(end)) {
                line = word.isEmpty() ? reader.getLineNumber() + 1 : line;
                word.append((char) end);
                if (word.length() <= LONGEST) {
                    continue;
                }
            } else if (word.isEmpty() && end >= 0) {
                before = end;
                adjacent = false;
                continue;
            }
            return word.isEmpty() ? null : new Word(word.toString(), line, before, adjacent, end);
        }
    }

    private boolean nextRow() {
        while (end >= 0) {
            int line = reader.getLineNumber() + 1;
            boolean names = columnName != null;
            String found = null;
            String cell;
            int cells = 0;
            do {
                cell = readCell();
                if (columnName != null && cell.equals(columnName)) {
                    column = cells;
                    columnName = null;
                }
                found = cells == column ? cell : found;
                cells++;
            } while (end == ',');
            if (cells == 1 && cell.isEmpty()) {
                continue;
            }
            if (found == null) {
                throw new IllegalArgumentException(
                        at(line) + "no column " + (columnName == null ? column + 1 : columnName));
            }
            boolean header = names || firstLine && !isNumber(found);
            firstLine = false;
            if (!header) {
                value = parse(at(line), found);
                return true;
            }
        }
        return false;
    }

    /** The next cell, or the first part of one that is too long for a number; commas and line ends in quotes belong to it. */
    private String readCell() {
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (end = read(); end >= 0 && (quoted || end != ',' && end != '\n'); end = read()) {
            if (end == '"') {
                quoted = !quoted;
            } else if (end != BYTE_ORDER_MARK && cell.length() <= LONGEST) {
                cell.append((char) end);
            }
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

    private static boolean isNumber(String word) {
        return word.length() <= LONGEST && NUMBER.matcher(word).matches();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
