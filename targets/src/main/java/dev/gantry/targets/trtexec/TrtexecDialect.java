package dev.gantry.targets.trtexec;

import dev.gantry.dossier.Precision;
import java.util.List;
import java.util.Optional;

/**
 * The words that a trtexec understands; one that it does not know ends it. What was read for each
 * of them stands in {@code targets/trtexec.md}.
 */
public enum TrtexecDialect {
  V8_5("8.5"),
  V8_6("8.6"),
  V10("10"),
  V11("11");

  private final String parserName;

  TrtexecDialect(String parserName) {
    this.parserName = parserName;
  }

  /** Empty for a version whose words nobody has read. */
  public static Optional<TrtexecDialect> of(TrtexecVersion version) {
    return switch (version.major()) {
      case 8 ->
          switch (version.minor()) {
            case 5 -> Optional.of(V8_5);
            case 6 -> Optional.of(V8_6);
            default -> Optional.empty();
          };
      case 10 -> Optional.of(V10);
      case 11 -> Optional.of(V11);
      default -> Optional.empty();
    };
  }

  /** The name under which the ceiling of its ONNX parser is known. */
  public String parserName() {
    return parserName;
  }

  /**
   * The options for a request, without the program.
   *
   * @throws IllegalArgumentException for a request that {@link #lacks} objects to in every version
   *     of this dialect: the plan should have refused it
   */
  public List<String> words(TrtexecRequest request) {
    List<String> objections = request.objections(this);
    if (!objections.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", objections));
    }
    return request.words(this);
  }

  /** What was asked for that this version cannot do, in words; empty if it can do all of it. */
  List<String> lacks(TrtexecRequest request, TrtexecVersion version) {
    if (!of(version).equals(Optional.of(this))) {
      throw new IllegalArgumentException("TensorRT " + version + " does not speak " + parserName);
    }
    List<String> objections = request.objections(this);
    return objections.isEmpty() ? request.objections(version) : objections;
  }

  /** Ends after the engine is there: 8.6 renamed it, and 10 forgot the old name. */
  String withoutInference() {
    return this == V8_5 ? "--buildOnly" : "--skipInference";
  }

  /** Whether outputs can be had bit for bit; else they are printed, with six digits. */
  public boolean hasRawBindings() {
    return this != V8_5;
  }

  String answering() {
    return hasRawBindings() ? "--dumpRawBindingsToFile" : "--exportOutput=" + PrintedOutputs.FILE;
  }

  boolean hasOptimizationLevels() {
    return this != V8_5;
  }

  /**
   * What makes the engine compute in what stands in the graph. 8 has no strong typing and must be
   * allowed each number format; 10 has it, but not on the accelerator; 11 has nothing else. Only
   * fp32 forbids TF32, which keeps 10 bits of a fraction: there it would be the largest error,
   * beside fp16 and int8 it is not.
   */
  List<String> typing(Precision precision, boolean accelerator) {
    boolean weak = this == V8_5 || this == V8_6 || (this == V10 && accelerator);
    List<String> strong = this == V11 ? List.of() : List.of("--stronglyTyped");
    return switch (precision) {
      case FP32 -> weak ? List.of("--noTF32") : and(strong, "--noTF32");
      case FP16 -> weak ? List.of("--fp16") : strong;
      case INT8 -> weak ? List.of("--int8") : strong;
      case INT8_FP16 -> weak ? List.of("--int8", "--fp16") : strong;
    };
  }

  /**
   * Data transfers in, CUDA graphs out, waiting by spinning. Up to 10 the first two are the habit
   * and have no word; 11 turned all three around, and its word for spinning is a deprecated no-op.
   * Spinning keeps the wake-up of a sleeping thread out of the times; graphs stay out because they
   * are silently dropped where they cannot be captured, which would compare unlike with like.
   */
  List<String> timing() {
    return this == V11
        ? List.of("--includeDataTransfers", "--noCudaGraph")
        : List.of("--useSpinWait");
  }

  /** Layers are timed in a run of their own, so that the queries are not slowed; 11 always does. */
  List<String> profiling() {
    return this == V11 ? List.of() : List.of("--separateProfileRun");
  }

  private static List<String> and(List<String> words, String word) {
    return words.isEmpty() ? List.of(word) : List.of(words.get(0), word);
  }
}
