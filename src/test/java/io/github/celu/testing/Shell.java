package io.github.celu.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A jshell of this JDK, in a JVM of its own, that has the library on its class path and imports it, and nothing else. */
public final class Shell implements AutoCloseable {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern NEWER = Pattern.compile("// JDK (\\d+) and later");

    private final JShell shell;

    /** A block of Java in a document of the repository, and the heading of the second order above it. */
    public record Block(String place, String section, String code) {
        /** All blocks of a document. */
        public static List<Block> of(Path document) throws IOException {
            String text = Files.readString(document);
            List<Block> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(text);
            while (matcher.find()) {
                String before = text.substring(0, matcher.start(1));
                int heading = before.lastIndexOf("\n## ");
                String section = heading < 0
                        ? ""
                        : before.substring(heading).strip().lines().findFirst().orElseThrow();
                blocks.add(new Block(document + ", line " + (before.lines().count() + 1), section, matcher.group(1)));
            }
            return blocks;
        }

        /** Whether this JDK is as new as the block says that it must be. */
        public boolean isForThisJdk() {
            Matcher newer = NEWER.matcher(code);
            return !newer.find()
                    || Integer.parseInt(newer.group(1)) <= Runtime.version().feature();
        }
    }

    public Shell() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        shell = JShell.builder()
                .out(nowhere)
                .err(nowhere)
                .remoteVMOptions("-ea")
                .build();
        shell.addToClasspath(Path.of("target/classes").toAbsolutePath().toString());
        run("import io.github.celu.*;");
    }

    /** Runs a block, or fails and says where and why. */
    public void run(Block block) {
        try {
            run(block.code());
        } catch (AssertionError e) {
            throw new AssertionError(block.place() + ": " + e.getMessage(), e);
        }
    }

    /** Runs declarations and statements, and returns the value of the last one as text. */
    public String run(String code) {
        List<Snippet> snippets = new ArrayList<>();
        String value = null;
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            // what is not complete goes to the shell as it is, for the message
            String source = next.source() == null ? rest : next.source();
            rest = next.source() == null ? "" : next.remaining();
            for (SnippetEvent event : shell.eval(source)) {
                if (event.causeSnippet() == null) {
                    snippets.add(event.snippet());
                    value = event.value();
                    check(event.exception());
                }
            }
        }
        // in the end, for a method may call one that is declared below it
        snippets.forEach(this::check);
        return value;
    }

    private void check(Snippet snippet) {
        Status status = shell.status(snippet);
        if (status != Status.VALID && status != Status.OVERWRITTEN) {
            StringBuilder message = new StringBuilder(snippet.source().strip());
            shell.diagnostics(snippet)
                    .forEach(diagnostic -> message.append("\n").append(diagnostic.getMessage(Locale.ROOT)));
            if (snippet instanceof DeclarationSnippet declaration) {
                shell.unresolvedDependencies(declaration)
                        .forEach(missing -> message.append("\nmissing: ").append(missing));
            }
            throw new AssertionError(message);
        }
    }

    private static void check(JShellException e) {
        if (e != null) {
            throw new AssertionError(e + " in the shell, at " + e.getStackTrace()[0], e);
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
