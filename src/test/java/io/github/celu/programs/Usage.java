package io.github.celu.programs;

import java.util.List;

/** What a program says when it is asked for help, or started without the arguments it needs. */
final class Usage {
    private Usage() {}

    /** Whether that was the case. */
    static boolean printed(String[] args, int needed, String usage) {
        boolean help = args.length < needed || List.of(args).contains("--help");
        if (help) {
            System.out.println(usage);
        }
        return help;
    }
}
