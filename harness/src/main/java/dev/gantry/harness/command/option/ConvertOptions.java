package dev.gantry.harness.command.option;

import dev.gantry.converter.ConversionOptions;
import dev.gantry.converter.TargetOpsets;
import dev.gantry.converter.calibrate.RangeFile;
import dev.gantry.converter.calibrate.RangeMethods;
import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Reads from the command line which variant to make, and refuses options that contradict each
 * other.
 */
public final class ConvertOptions {
  private static final int USUAL_SAMPLES = 32;

  @Option(
      names = "--precision",
      paramLabel = "P",
      required = true,
      converter = OptionConverters.OfPrecision.class,
      description = "fp32, fp16, int8 or int8+fp16")
  private Precision precision = Precision.FP32;

  @Option(
      names = "--dialect",
      paramLabel = "D",
      converter = OptionConverters.OfDialect.class,
      description = "for which runtime: tensorrt (if left out) or onnxruntime")
  private Dialect dialect = Dialect.TENSORRT;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "how many samples of SET ranges are taken from, spread evenly (32)")
  private @Nullable Integer samples;

  @Option(
      names = "--method",
      paramLabel = "M",
      description =
          "how ranges are chosen: max, percentile, mse or entropy; TENSOR=M for one tensor, as"
              + " often as needed")
  private List<String> methods = List.of();

  @Option(
      names = "--keep",
      paramLabel = "WHAT",
      converter = OptionConverters.OfKeep.class,
      description =
          "auto: the layers that suffer most may stay higher, at most 2 %% of the multiply-adds;"
              + " none (if left out)")
  private OptionConverters.Keep keep = OptionConverters.Keep.NONE;

  @Option(names = "--half-ends", description = "inputs and outputs become float16 too")
  private boolean halfEnds;

  @Option(names = "--opset", paramLabel = "N", description = "the version of ONNX's operators")
  private @Nullable Integer opset;

  @Option(
      names = "--tensorrt",
      paramLabel = "V",
      description = "the TensorRT that is to parse it: 8.5, 8.6, 10 (if left out) or 11")
  private @Nullable String tensorrt;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "which nodes have which precision (JSON); every name must be found")
  private @Nullable Path plan;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description = "ranges that were saved before, instead of finding them again")
  private @Nullable Path ranges;

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description = "a new file for the ranges that were found")
  private @Nullable Path saved;

  public EmissionRequest wish() {
    return new EmissionRequest(precision, dialect, keep == OptionConverters.Keep.AUTO, halfEnds);
  }

  public int samples() {
    return samples == null ? USUAL_SAMPLES : samples;
  }

  boolean isQuantized() {
    return precision == Precision.INT8 || precision == Precision.INT8_FP16;
  }

  public ConversionOptions choices() throws RefusedException {
    return new ConversionOptions(
        RangeMethods.parse(methods),
        knownRanges(),
        plan == null ? PrecisionPlan.none() : PrecisionPlan.read(plan),
        opsets());
  }

  private Optional<ConversionOptions.KnownRanges> knownRanges() throws RefusedException {
    if (ranges == null) {
      return Optional.empty();
    }
    RangeTable table = new RangeFile().read(ranges);
    try {
      return Optional.of(new ConversionOptions.KnownRanges(table, FileDigest.of(ranges)));
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(ranges.toString(), "cannot be read: " + e.getMessage(), "check its rights"));
    }
  }

  public Optional<NewFile> savedRanges() {
    return Optional.ofNullable(saved).map(NewFile::new);
  }

  private OpsetRange opsets() {
    TargetOpsets target = new TargetOpsets(wish());
    if (opset != null) {
      return new OpsetRange(opset, opset);
    }
    return Optional.ofNullable(tensorrt).flatMap(target::tensorrt).orElseGet(target::usual);
  }

  /** What contradicts itself; nothing that is asked for is passed over. */
  public List<Problem> problems(Optional<Path> golden) {
    List<Problem> problems = new ArrayList<>();
    if (isQuantized() && golden.isEmpty()) {
      tell(
          problems,
          "--golden",
          precision + " needs samples to find the ranges of tensors in",
          "name a golden set; inputs alone will do, of everything that the model meets");
    }
    if (golden.isEmpty() && samples != null) {
      tell(
          problems, "--samples", "there is no golden set to take samples from", "add --golden SET");
    }
    if (samples != null && samples < 1) {
      tell(problems, "--samples", samples + " samples are none", "give 1 or more");
    }
    unknownMethod().ifPresent(words -> tell(problems, "--method", words, "write one of these"));
    if (ranges != null && (saved != null || !methods.isEmpty())) {
      tell(
          problems,
          "--ranges",
          "no ranges are found where they are given",
          "leave " + (saved != null ? "--save-ranges" : "--method") + " out");
    }
    if (!isQuantized() && (ranges != null || saved != null)) {
      tell(problems, "--ranges", precision + " has no ranges", "leave it out");
    }
    if (!isQuantized() && !methods.isEmpty()) {
      tell(problems, "--method", precision + " has no ranges to choose", "leave it out");
    }
    if (!isQuantized() && keep == OptionConverters.Keep.AUTO) {
      tell(problems, "--keep", precision + " has no layers to choose among", "leave it out");
    }
    boolean half = precision == Precision.FP16 || precision == Precision.INT8_FP16;
    if (halfEnds && !half) {
      tell(problems, "--half-ends", "nothing in " + precision + " is float16", "leave it out");
    }
    if (opset != null && tensorrt != null) {
      tell(problems, "--opset", "says the same as --tensorrt", "leave one of both out");
    }
    TargetOpsets target = new TargetOpsets(wish());
    if (opset != null && (opset < target.lowest() || opset > OpsetRange.ANY.highest())) {
      tell(
          problems,
          "--opset",
          opset + " cannot hold " + precision,
          "give " + target.lowest() + " to " + OpsetRange.ANY.highest());
    }
    if (tensorrt != null && target.tensorrt(tensorrt).isEmpty()) {
      tell(
          problems,
          "--tensorrt",
          "nothing is known of TensorRT '" + tensorrt + "'",
          "known: " + TargetOpsets.known());
    }
    if (tensorrt != null && dialect != Dialect.TENSORRT) {
      tell(problems, "--tensorrt", "is not for dialect " + dialect, "leave it out, or use --opset");
    }
    return problems;
  }

  private Optional<String> unknownMethod() {
    try {
      RangeMethods unused = RangeMethods.parse(methods);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void tell(List<Problem> problems, String option, String what, String remedy) {
    problems.add(Problem.in(option, what, remedy));
  }
}
