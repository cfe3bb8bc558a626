package io.github.celu.figures;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with tables between comments; all the rest of it is left as it is. */
final class Page {
    private static final Pattern PLACE =
            Pattern.compile("(<!-- begin: table ([^\\n]*?) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);

    private static final Pattern BEGIN = Pattern.compile("<!-- begin:");

    private Page() {}

    /**
     * Returns the page with new tables, which are made from their names.
     *
     * @throws IllegalArgumentException if there is a begin without an end
     */
    static String fill(String page, UnaryOperator<String> table) {
        Matcher places = PLACE.matcher(page);
        String filled = places.replaceAll(
                place -> Matcher.quoteReplacement(place.group(1) + table.apply(place.group(2)) + place.group(3)));
        if (places.reset().results().count() != BEGIN.matcher(page).results().count()) {
            throw new IllegalArgumentException("a \"<!-- begin: table NAME -->\" without its \"<!-- end -->\"");
        }
        return filled;
    }
}
