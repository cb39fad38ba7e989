package dev.gantry.harness.command.option;

import dev.gantry.inference.InferenceLimit;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Reads how long a model may take: one that loops without end must not hang a pipeline. */
public final class TimeLimitOption {
  @Option(
      names = InferenceLimit.OPTION,
      paramLabel = "TIME",
      defaultValue = "5 min",
      converter = Reader.class,
      description = "how long the model may take to load, or over one sample (${DEFAULT-VALUE})")
  private Duration longest = InferenceLimit.USUAL;

  public Duration longest() {
    return longest;
  }

  public InferenceLimit limit(String model, BooleanSupplier cancelled) {
    return new InferenceLimit(model, longest, InferenceLimit.OPTION, cancelled);
  }

  /** Reads times of which some is left. */
  static final class Reader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration time = new WaitOption.Reader().convert(text);
      if (time.toMillis() < 1) {
        throw new TypeConversionException(
            "'" + text + "' leaves no time to answer; write it like '30 s' or '5 min'");
      }
      return time;
    }
  }
}
