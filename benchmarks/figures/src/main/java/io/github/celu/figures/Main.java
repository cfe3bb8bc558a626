package io.github.celu.figures;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
        requireDocs();
        for (Picture picture : List.of(EluAndCelu.picture(), SimilarityAndLimits.picture(), ErrorNearZero.picture())) {
            picture.write(docs.resolve("figures"));
        }
        return 0;
    }

    @Command(
            description = {
                "Fills the tables of performance.md and of the benchmarks' own page from results of JMH, and draws the pictures of"
                        + " speed into the folder figures.",
                "The tables stand between <!-- begin: table NAME --> and <!-- end -->; what is outside stays as it is."
            })
    private int performance(
            @Option(
                            names = "--details",
                            paramLabel = "PAGE",
                            defaultValue = "benchmarks/jmh/README.md",
                            description = "The benchmarks' own page (default: ${DEFAULT-VALUE}).")
                    Path details,
            @Parameters(
                            paramLabel = "RESULTS",
                            arity = "1..*",
                            description = "Files of benchmarks/jmh/results, one for each JDK.")
                    List<Path> files)
            throws IOException {
        requireDocs();
        try {
            List<Results> runs = new ArrayList<>();
            for (Path file : files) {
                Results run = Results.read(file);
                if (runs.stream().anyMatch(other -> other.jdk().equals(run.jdk()))) {
                    throw new IllegalArgumentException(file + ": a second file of " + run.jdk());
                }
                runs.add(run);
            }
            Path page = docs.resolve("performance.md");
            Tables tables = new Tables(runs);
            String filled = tables.fill(Files.readString(page));
            String filledDetails = tables.fill(Files.readString(details));
            for (Picture picture : Speed.pictures(runs)) {
                picture.write(docs.resolve("figures"));
            }
            Files.writeString(page, filled);
            Files.writeString(details, filledDetails);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new ParameterException(spec.commandLine(), "cannot open: " + e.getMessage(), e);
        }
        return 0;
    }

    @Command(
            description = {
                "Fills the tables of peers.md and of the peers' own page from results of benchmarks/peers, and draws the picture into"
                        + " the folder figures.",
                "The tables stand between <!-- begin: table NAME --> and <!-- end -->; what is outside stays as it is."
            })
    private int peers(
            @Option(
                            names = "--details",
                            paramLabel = "PAGE",
                            defaultValue = "benchmarks/peers/README.md",
                            description = "The peers' own page (default: ${DEFAULT-VALUE}).")
                    Path details,
            @Parameters(paramLabel = "RESULTS", arity = "1..*", description = "Files of benchmarks/peers/results.")
                    List<Path> files)
            throws IOException {
        requireDocs();
        try {
            PeerResults results = PeerResults.read(files);
            Path page = docs.resolve("peers.md");
            PeerTables tables = new PeerTables(results);
            String filled = Page.fill(Files.readString(page), tables::table);
            String filledDetails = Page.fill(Files.readString(details), tables::table);
            Optional<Picture> picture = PeerCharts.picture(results);
            if (picture.isPresent()) {
                picture.get().write(docs.resolve("figures"));
            }
            Files.writeString(page, filled);
            Files.writeString(details, filledDetails);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new ParameterException(spec.commandLine(), "cannot open: " + e.getMessage(), e);
        }
        return 0;
    }

    private void requireDocs() {
        if (!Files.isDirectory(docs)) {
            throw new ParameterException(spec.commandLine(), "--docs: not a folder: " + docs);
        }
    }
}
