package io.github.celu.peers;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/** Short files that can be read and compared: objects in one line each, and lists of numbers in them. */
final class OneEntryALine extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1;

    /** How deep the lists of iterations are: in the list of peers, in the list of a peer's times. */
    private static final int INNER = 3;

    OneEntryALine() {
        indentArraysWith(new OuterIndenter());
        indentObjectsWith(new FixedSpaceIndenter());
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
        return new OneEntryALine();
    }

    @Override
    public void writeEndArray(JsonGenerator g, int values) throws IOException {
        if (_nesting == INNER) {
            _nesting--;
            g.writeRaw(" ]");
        } else {
            super.writeEndArray(g, values);
        }
    }

    private static final class OuterIndenter extends DefaultIndenter {
        private static final long serialVersionUID = 1;

        OuterIndenter() {
            super(" ", "\n");
        }

        @Override
        public void writeIndentation(JsonGenerator g, int level) throws IOException {
            if (level == INNER) {
                g.writeRaw(' ');
            } else {
                super.writeIndentation(g, level);
            }
        }
    }
}
