package io.github.celu.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores a saved model on test images. */
@Command(name = "evaluate", description = "Prints the loss and the accuracy of a saved model on the test images.")
final class Evaluate implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "The model.bin of a training.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() throws IOException {
        NativeCode.chooseFolder();
        ModelFile loaded = ModelFile.read(model);
        Dataset test = data.load().test();
        if (!test.image().equals(loaded.network().image())) {
            throw new BadFileException(
                    model, "trained on images of " + loaded.network().image() + ", but these are " + test.image());
        }
        Score score = new Evaluation(loaded.network(), loaded.scaling()).score(test);
        if (!Double.isFinite(score.loss())) {
            throw new BadFileException(model, "the loss on the test images is " + score.loss());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d test images: loss %.4f, accuracy %.2f %%%n",
                score.images(),
                score.meanLoss(),
                100 * score.accuracy());
        return 0;
    }
}
