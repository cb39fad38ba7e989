package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.Verification;
import dev.gantry.golden.VerificationOptions;
import dev.gantry.golden.VerificationResult;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.GoldenSetFolders;
import dev.gantry.harness.command.option.TimeLimitOption;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden verify}: may these sets be trusted? */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Look at every byte of golden sets: digests, tensors, pictures, and whether they fit their"
            + " model. Exit 64 if anything is wrong.")
final class GoldenVerifyCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final TimeLimitOption time = new TimeLimitOption();

  @Parameters(paramLabel = "SET", arity = "1..*", description = "golden sets")
  private List<Path> sets = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "the model that the sets must fit (the one beside each set if left out)")
  private @org.jspecify.annotations.Nullable Path model;

  @Option(
      names = "--again",
      description =
          "run the model again and hold its outputs against the references: within 1e-4 of the"
              + " largest value")
  private boolean again;

  @ArgGroup private Depth depth = new Depth();

  /** Reads how thorough to be: {@code --bytes} or {@code --contents}, never both. */
  static final class Depth {
    @Option(
        names = "--bytes",
        description = "only hold digests against the manifest; open no picture and no tensor")
    private boolean bytes;

    @Option(
        names = "--contents",
        description =
            "open every sample, also where that was done when the set was made and no byte has"
                + " changed since")
    private boolean contents;

    VerificationOptions.Depth chosen() {
      if (bytes) {
        return VerificationOptions.Depth.BYTES;
      }
      return contents
          ? VerificationOptions.Depth.CONTENTS
          : VerificationOptions.Depth.UNLESS_CHECKED;
    }
  }

  GoldenVerifyCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    Optional<OnnxModel> against =
        model == null ? Optional.empty() : Optional.of(OnnxModel.readToRun(model));
    VerificationOptions examination =
        new VerificationOptions(depth.chosen(), Optional.ofNullable(model), again);
    List<Problem> problems = new ArrayList<>();
    ArrayNode results = JsonWriter.list();
    for (Path path : sets) {
      ObjectNode result = results.addObject().put("path", path.toString());
      List<Problem> found = new ArrayList<>();
      try {
        verify(path, examination, against.map(OnnxModel::digest), result, found);
      } catch (RefusedException e) {
        found.addAll(e.problems());
      }
      result.put("fine", found.isEmpty());
      found.forEach(problem -> result.withArray("/problems").add(problem.toString()));
      if (!found.isEmpty() && !common.json()) {
        console.result(console.paint(Console.Colour.RED, "refused") + "  " + path);
      }
      problems.addAll(found);
    }
    if (common.json()) {
      console.result(JsonWriter.page(results));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return 0;
  }

  private void verify(
      Path path,
      VerificationOptions examination,
      Optional<Digest> against,
      ObjectNode result,
      List<Problem> problems)
      throws Exception {
    GoldenFolder set = new GoldenSetFolders(setting.gantryHome(), setting.cancelled()).look(path);
    VerificationResult verified;
    try (Console.ProgressView progress = setting.console().progress()) {
      verified =
          new Verification(set, examination, time.longest(), setting.cancelled(), progress)
              .verify();
    }
    problems.addAll(verified.problems());
    origin(set, against).ifPresent(problems::add);
    GoldenSet golden = set.set();
    result
        .put("name", golden.name())
        .put("version", golden.version())
        .put("digest", golden.digest().toString())
        .put("samples", golden.samples().size())
        .put("references", set.hasReferences())
        .put("opened", verified.opened())
        .put("files", verified.files())
        .put("bytes", verified.bytes().bytes());
    verified.difference().ifPresent(difference -> result.put("difference", difference));
    verified.remarks().forEach(remark -> result.withArray("/remarks").add(remark));
    if (problems.isEmpty() && !common.json()) {
      tell(path, set, verified);
    }
  }

  /** References of another model prove nothing about this one, however well the shapes fit. */
  private Optional<Problem> origin(GoldenFolder set, Optional<Digest> against) {
    return against.flatMap(
        digest ->
            set.capturedFrom()
                .filter(captured -> !captured.equals(digest.toString()))
                .map(
                    captured ->
                        Problem.in(
                            set.folder().toString(),
                            "was captured from model " + captured + ", this one is " + digest,
                            "capture the references again, from this model")));
  }

  private void tell(Path path, GoldenFolder set, VerificationResult verified) {
    Console console = setting.console();
    GoldenSet golden = set.set();
    StringBuilder line = new StringBuilder(console.paint(Console.Colour.GREEN, "fine") + "     ");
    line.append(path).append(": ").append(golden.name()).append(" version ");
    line.append(golden.version()).append(", ").append(counted(golden.samples().size(), "sample"));
    line.append(", ").append(counted(verified.files(), "file")).append(", ");
    line.append(verified.bytes()).append(", ").append(golden.digest().shortName());
    if (!set.hasReferences()) {
      line.append(", no references");
    }
    if (!verified.opened() && depth.chosen() != VerificationOptions.Depth.BYTES) {
      line.append(", opened when it was made");
    }
    verified
        .difference()
        .ifPresent(
            difference ->
                line.append(
                    String.format(Locale.ROOT, ", model run again: within %.2g", difference)));
    console.result(line.toString());
    verified
        .remarks()
        .forEach(remark -> console.result("         remark: " + PrintableText.line(remark)));
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
