package io.github.celu.peers;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

/** Short files that can be read and compared: objects in one line each. */
final class OneEntryALine extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1;

    OneEntryALine() {
        indentArraysWith(new DefaultIndenter(" ", "\n"));
        indentObjectsWith(new FixedSpaceIndenter());
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
        return new OneEntryALine();
    }
}
