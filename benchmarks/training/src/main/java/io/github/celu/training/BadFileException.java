package io.github.celu.training;

import java.io.IOException;
import java.nio.file.Path;

/** What is wrong with a file of the user's, for people to read in one line. */
final class BadFileException extends IOException {
    private static final long serialVersionUID = 1;

    BadFileException(Path file, String problem) {
        super((file.toString().isEmpty() ? file.toAbsolutePath() : file) + ": "
                + problem.replaceAll("\\p{Cntrl}+", "?"));
    }
}
