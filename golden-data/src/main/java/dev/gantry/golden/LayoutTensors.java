package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The inputs or outputs of a set in ONNX's layout, held against what the model declares. */
record LayoutTensors(
    Map<Path, TensorSpec> found,
    List<TensorSpec> declared,
    Consumer<Problem> problems,
    Consumer<String> remarks) {

  /**
   * Whether every sample has as many files as the model has places, and as the others have.
   *
   * @param known whether a model declares anything
   */
  boolean counted(List<LayoutFolders.Sample> samples, boolean input, boolean known) {
    String what = input ? "inputs" : "outputs";
    boolean given = samples.stream().anyMatch(sample -> !sample.files(input).isEmpty());
    // Outputs may be left out altogether: calibration needs only inputs.
    int wanted = known && (input || given) ? declared.size() : samples.get(0).files(input).size();
    boolean good = true;
    for (LayoutFolders.Sample sample : samples) {
      int count = sample.files(input).size();
      if (count != wanted) {
        String remedy =
            known ? "give one file for each that the model has" : "give all samples as many";
        refuse(
            sample.folder(),
            "the number of its " + what + " is " + count + ", wanted is " + wanted,
            remedy);
        good = false;
      }
    }
    if (input && !known && wanted == 0) {
      remarks.accept("no sample has inputs, so only a model without any can be meant");
    }
    return good;
  }

  /** What all files at one place have in common; empty where one of them is refused. */
  Optional<TensorSpec> spec(List<Path> column, int place, boolean input) {
    Optional<TensorSpec> wanted =
        place < declared.size() ? Optional.of(declared.get(place)) : Optional.empty();
    // A file that could not be read was told of already.
    List<Path> read = column.stream().filter(found::containsKey).toList();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    TensorSpec first = Objects.requireNonNull(found.get(read.get(0)));
    boolean good = read.size() == column.size();
    List<Long> shape = new ArrayList<>(first.shape());
    for (Path file : read) {
      TensorSpec one = Objects.requireNonNull(found.get(file));
      good &= wanted.map(spec -> fits(file, one, spec)).orElse(true) && alike(file, one, first);
      for (int axis = 0; good && axis < shape.size(); axis++) {
        if (!one.shape().get(axis).equals(shape.get(axis))) {
          shape.set(axis, -1L);
        }
      }
    }
    String kind = input ? "input" : "output";
    String own = first.name().isEmpty() ? kind + "_" + place : first.name();
    String name = wanted.map(TensorSpec::name).orElse(own);
    return good ? Optional.of(new TensorSpec(name, first.type(), shape)) : Optional.empty();
  }

  private boolean fits(Path file, TensorSpec one, TensorSpec wanted) {
    if (isAnother(one.name(), wanted.name())) {
      return refuse(
          file,
          "holds tensor '" + one.name() + "' at the place of '" + wanted.name() + "'",
          "number the files in the order of the model's inputs and outputs");
    }
    if (!one.name().isEmpty() && !one.name().equals(wanted.name())) {
      remarks.accept(
          String.format(
              "%s calls its tensor '%s', the model calls that place '%s'",
              file.getFileName(), one.name(), wanted.name()));
    }
    TensorSpec renamed = new TensorSpec(wanted.name(), one.type(), one.shape());
    // A model that declares no shape declares an empty one, like that of a single number.
    boolean open = wanted.shape().isEmpty();
    if (open ? one.type() == wanted.type() : renamed.fits(wanted)) {
      return true;
    }
    String why = open || one.shape().size() == wanted.shape().size() ? "" : ranks(one, wanted);
    return refuse(
        file,
        "holds " + renamed + why + ", the model wants " + wanted,
        "give it a tensor of that type and shape");
  }

  private static String ranks(TensorSpec one, TensorSpec wanted) {
    return " of rank " + one.shape().size() + " where rank " + wanted.shape().size() + " belongs";
  }

  private boolean isAnother(String name, String here) {
    return !name.equals(here) && declared.stream().anyMatch(spec -> spec.name().equals(name));
  }

  private boolean alike(Path file, TensorSpec one, TensorSpec first) {
    return (one.type() == first.type() && one.shape().size() == first.shape().size())
        || refuse(
            file,
            "holds " + one + ", in the first sample it is " + first,
            "keep one type and rank at one place");
  }

  private boolean refuse(Path file, String what, String remedy) {
    problems.accept(Problem.in(file.toString(), what, remedy));
    return false;
  }
}
