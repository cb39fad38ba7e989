package dev.gantry.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** A fork of JMH with the settings that a runner's process has. */
final class PeerRun {
  private PeerRun() {}

  static Statistics of(Path folder, Mode mode) throws RunnerException {
    List<String> flags = new ArrayList<>(ProcessRun.FLAGS);
    flags.add("-D" + PlainRunBenchmark.ENGINE + "=" + folder.resolve(ProcessRun.ENGINE));
    flags.add("-D" + PlainRunBenchmark.SAMPLES + "=" + folder.resolve(ProcessRun.SAMPLES));
    var options =
        new OptionsBuilder()
            .include(PlainRunBenchmark.class.getName() + ".call")
            .mode(mode)
            .forks(1)
            .threads(1)
            .jvmArgs(flags.toArray(String[]::new))
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getStatistics();
  }
}
