package io.github.celu.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        description = "Draws the pictures of the documentation. Run it in the top folder of the project.",
        scope = ScopeType.INHERIT)
public final class Main {
    @Option(
            names = "--docs",
            paramLabel = "FOLDER",
            defaultValue = "docs",
            scope = ScopeType.INHERIT,
            description = "Where the documentation is (default: ${DEFAULT-VALUE}).")
    private Path docs;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Does what {@code --help} says. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Returns the exit status. */
    static int run(String... args) {
        System.setProperty("java.awt.headless", "true");
        return new CommandLine(new Main()).execute(args);
    }

    @Command(description = "Redraws the pictures of celu.md into the folder figures, as SVG and PNG.")
    private int paper() throws IOException {
        if (!Files.isDirectory(docs)) {
            throw new ParameterException(spec.commandLine(), "--docs: not a folder: " + docs);
        }
        for (Picture picture : List.of(EluAndCelu.picture(), SimilarityAndLimits.picture(), ErrorNearZero.picture())) {
            picture.write(docs.resolve("figures"));
        }
        return 0;
    }
}
