package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether a decoding fits the outputs, classes and pictures of a set. */
public final class DecodingFit {
  /** The level after the last one is the mark of places without a class. */
  private static final int MOST_CLASSES = ClassImage.NONE;

  private final List<String> classes;
  private final List<TensorSpec> outputs;
  private final List<DecodingMisfit> misfits = new ArrayList<>();

  private DecodingFit(List<String> classes, List<TensorSpec> outputs) {
    this.classes = classes;
    this.outputs = outputs;
  }

  public static List<DecodingMisfit> misfits(Decoding decoding, GoldenSet set) {
    return misfits(decoding, set.classes(), set.outputs(), PictureSize.of(set.inputs()));
  }

  /** Everything that does not fit, in words; empty where answers can be read. */
  public static List<DecodingMisfit> misfits(
      Decoding decoding,
      List<String> classes,
      List<TensorSpec> outputs,
      Optional<PictureSize> size) {
    DecodingFit fit = new DecodingFit(classes, outputs);
    if (decoding instanceof Decoding.Boxes boxes) {
      fit.classesNamed("boxes");
      fit.boxes(boxes, size);
    } else if (decoding instanceof Decoding.ClassMap map) {
      fit.classesNamed("a class map");
      fit.map(map);
    } else {
      fit.output(decoding.output()).ifPresent(fit::choice);
    }
    return List.copyOf(fit.misfits);
  }

  private void classesNamed(String what) {
    if (classes.isEmpty()) {
      tell("the set names no classes for " + what, "list them in the order of the model's output");
    }
  }

  private void choice(TensorSpec output) {
    // Whatever a file claims: a product that overflows could look like the right number.
    double elements =
        output.shape().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    if (elements < 1 || (!classes.isEmpty() && elements != classes.size())) {
      tell(
          "output " + output + " has not one score for each of " + classes.size() + " classes",
          "name the output that has, or correct the classes");
    }
  }

  private void map(Decoding.ClassMap map) {
    output(map.output())
        .ifPresent(
            output -> {
              List<Long> shape = output.shape();
              if (!batchOfOne(shape, 3) || shape.get(shape.size() - 3) != classes.size()) {
                tell(
                    "output " + output + " is no class map of " + classes.size() + " classes",
                    "a class map is [1, classes, height, width]: name the output that is one, or"
                        + " correct the classes");
              }
            });
    if (classes.size() > MOST_CLASSES) {
      tell(
          "a class map has " + classes.size() + " classes, and masks tell " + MOST_CLASSES,
          "join classes until they fit into one byte");
    }
    map.ignore()
        .ifPresent(
            level -> {
              if (level < classes.size() || level > ClassImage.NONE) {
                tell(
                    "the level " + level + " that is to be ignored is a class or no level at all",
                    "ignore a level from " + classes.size() + " to " + ClassImage.NONE);
              }
            });
  }

  private void boxes(Decoding.Boxes boxes, Optional<PictureSize> size) {
    BoxGeometry geometry = new BoxGeometry(boxes, size, this::tell);
    geometry.check();
    int scoreFields = ScoreFields.of(boxes, classes.size()).count();
    Optional<TensorSpec> rows = output(boxes.output());
    rows.ifPresent(
        output -> {
          int apart = BoxReader.BOX_FIELDS;
          fields(output, boxes.scores().isPresent() ? apart : apart + scoreFields);
          geometry.checkRows(output);
        });
    boxes
        .scores()
        .flatMap(this::output)
        .ifPresent(
            scores -> {
              fields(scores, scoreFields);
              rows.filter(output -> rows(output) != rows(scores))
                  .ifPresent(
                      output ->
                          tell(
                              "outputs " + output + " and " + scores + " differ in their rows",
                              "name two outputs with one row for each box"));
            });
    boxes
        .background()
        .filter(name -> !classes.contains(name))
        .ifPresent(
            name ->
                tell(
                    "the background '" + name + "' is not a class of the set",
                    "the classes are " + classes));
  }

  private void fields(TensorSpec output, long wanted) {
    List<Long> shape = output.shape();
    if (!batchOfOne(shape, 2) || shape.get(shape.size() - 1) != wanted) {
      tell(
          "output "
              + output
              + " has not [1, rows, "
              + wanted
              + "] for "
              + classes.size()
              + " classes",
          "correct the classes or the scoring, or name the output that holds the scores");
    }
  }

  static long rows(TensorSpec output) {
    List<Long> shape = output.shape();
    return shape.size() < 2 ? -1 : shape.get(shape.size() - 2);
  }

  /** So many last dimensions of at least one, and before them nothing but ones. */
  private static boolean batchOfOne(List<Long> shape, int last) {
    int before = shape.size() - last;
    return before >= 0
        && shape.subList(0, before).stream().allMatch(dimension -> dimension == 1)
        && shape.stream().allMatch(dimension -> dimension > 0);
  }

  private Optional<TensorSpec> output(String name) {
    Optional<TensorSpec> found =
        outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      tell(
          "the decoding reads output '" + name + "', which the set does not have",
          "the outputs are " + outputs.stream().map(TensorSpec::name).toList());
    } else if (found.get().type() != ElementType.FLOAT32) {
      tell("output " + found.get() + " cannot be decoded", "this version decodes float32");
    }
    return found.filter(output -> output.type() == ElementType.FLOAT32);
  }

  private void tell(String what, String remedy) {
    misfits.add(new DecodingMisfit(what, remedy));
  }
}
