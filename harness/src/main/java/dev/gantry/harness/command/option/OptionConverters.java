package dev.gantry.harness.command.option;

import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.TaskMetric;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts options of a few words, each written as it is everywhere else. */
public final class OptionConverters {
  private OptionConverters() {}

  /** Reads one of the precisions. */
  static final class OfPrecision implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String text) {
      return oneOf(List.of(Precision.values()), text);
    }
  }

  /** Reads one of the dialects. */
  static final class OfDialect implements ITypeConverter<Dialect> {
    @Override
    public Dialect convert(String text) {
      return oneOf(List.of(Dialect.values()), text);
    }
  }

  /** Reads one of the metrics of a task. */
  public static final class OfTaskMetric implements ITypeConverter<TaskMetric> {
    @Override
    public TaskMetric convert(String text) {
      return oneOf(List.of(TaskMetric.values()), text);
    }
  }

  /** The values of {@code --keep}, which says whether layers may be left at a higher precision. */
  enum Keep {
    AUTO("auto"),
    NONE("none");

    private final String label;

    Keep(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** Reads one of the values of {@code --keep}. */
  static final class OfKeep implements ITypeConverter<Keep> {
    @Override
    public Keep convert(String text) {
      return oneOf(List.of(Keep.values()), text);
    }
  }

  private static <T> T oneOf(List<T> known, String text) {
    return known.stream()
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is none of "
                        + known.stream().map(Object::toString).collect(Collectors.joining(", "))));
  }
}
