package dev.gantry.harness.command;

import dev.gantry.converter.AgreementRun;
import dev.gantry.converter.Conversion;
import dev.gantry.converter.ConversionInputs;
import dev.gantry.converter.ConversionRequest;
import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.converter.compare.VariantAgreement;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.ConvertOptions;
import dev.gantry.harness.command.option.GoldenSetFolders;
import dev.gantry.harness.command.option.NewFile;
import dev.gantry.harness.command.option.TimeLimitOption;
import dev.gantry.harness.command.text.ConversionText;
import dev.gantry.harness.terminal.Console;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry convert}: the same model at another precision, and what that costs. */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Write a precision into the graph of a trained model. With a golden set the variant is held"
            + " against the model: what is left of each output, what the task loses, which layers"
            + " suffer.",
    footer = {
      "",
      "SET is a golden set in any form, a packed one (.tar), or inputs alone: a draft",
      "(golden.yaml without outputs) or folders test_data_set_N with input_0.pb.",
      "What was converted before, from the same bytes with the same options, is cached."
    })
final class ConvertCommand implements Callable<Integer> {
  /** Enough to prove that a conversion keeps the meaning of a model; too few to calibrate on. */
  private static final int MADE_UP = 4;

  private static final long SEED = 2026;

  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final TimeLimitOption time = new TimeLimitOption();
  @Mixin private final ConvertOptions options = new ConvertOptions();

  @Parameters(paramLabel = "MODEL", description = "the trained ONNX model, in full precision")
  private Path model = Path.of("model.onnx");

  @Option(
      names = "--golden",
      paramLabel = "SET",
      description =
          "what the model meets: ranges are found in it, and the variant is held against it")
  private @Nullable Path golden;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "a new .onnx file")
  private Path out = Path.of("variant.onnx");

  ConvertCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    NewFile file = new NewFile(out);
    Optional<NewFile> ranges = options.savedRanges();
    OnnxModel trained = sound(file, ranges);
    Optional<GoldenFolder> set = set();
    Made made = made(trained, set);
    if (ranges.isPresent()) {
      ranges.get().copyOf(table(made.conversion()));
    }
    file.copyOf(made.conversion().file());
    ConversionText text = new ConversionText(out, made.conversion(), made.agreement());
    if (common.json()) {
      console.result(JsonWriter.page(text.json()));
    } else {
      text.lines().forEach(console::result);
    }
    text.warnings().forEach(line -> console.trouble(warning(console) + line));
    return 0;
  }

  /** All that is wrong at once, the model first: a slip in the options hides nothing of it. */
  private OnnxModel sound(NewFile file, Optional<NewFile> ranges) throws RefusedException {
    List<Problem> problems = new ArrayList<>();
    OnnxModel trained = null;
    try {
      trained = OnnxModel.readToRun(model);
    } catch (RefusedException e) {
      problems.addAll(e.problems());
    }
    problems.addAll(options.problems(Optional.ofNullable(golden)));
    problems.addAll(file.problems());
    ranges.map(NewFile::problems).ifPresent(problems::addAll);
    if (trained == null || !problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return trained;
  }

  private record Made(Conversion conversion, Optional<VariantAgreement> agreement) {}

  private Made made(OnnxModel trained, Optional<GoldenFolder> set) throws Exception {
    try (Console.ProgressView progress = setting.console().progress()) {
      ConversionWatch watch =
          new ConversionWatch(progress, setting.cancelled(), time.longest(), InferenceLimit.OPTION);
      Converter converter = setting.gantryHome().converter(watch);
      Conversion conversion = converter.convert(order(trained, set));
      watch.end(
          conversion.variant().model(),
          conversion.cached() ? "converted before (cached)" : "converted");
      return new Made(
          conversion,
          set.isPresent()
              ? Optional.of(new AgreementRun(set.get(), watch).of(trained, conversion))
              : Optional.empty());
    } catch (Exception e) {
      if (setting.cancelled().getAsBoolean()) {
        // Whatever fell over first: a halt was called, and nothing is to be resumed.
        throw new CancellationException("nothing half-made is left");
      }
      throw e;
    }
  }

  private Path table(Conversion conversion) throws RefusedException {
    return conversion
        .ranges()
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.in(
                        "--save-ranges",
                        conversion.variant().precision()
                            + " for "
                            + conversion.variant().dialect()
                            + " finds ranges layer by layer while it writes: there is no table",
                        "leave it out")));
  }

  private static String warning(Console console) {
    return console.paint(Console.Colour.YELLOW, "warning") + "  ";
  }

  private Optional<GoldenFolder> set() throws RefusedException, IOException {
    if (golden == null) {
      return Optional.empty();
    }
    GoldenFolder set =
        new GoldenSetFolders(setting.gantryHome(), setting.cancelled()).draft(golden);
    Optional<String> misfit =
        ModelSpecs.of(model, time.limit(model.toString(), setting.cancelled()))
            .inputMisfit(set.set());
    if (misfit.isPresent()) {
      throw new RefusedException(
          Problem.in(golden.toString(), misfit.get(), "name a set that feeds this model"));
    }
    return Optional.of(set);
  }

  private ConversionRequest order(OnnxModel trained, Optional<GoldenFolder> set)
      throws RefusedException, IOException {
    SampleFeed samples =
        set.isPresent()
            ? ConversionInputs.of(set.get()).spread(options.samples())
            : SeededSamples.of(trained, MADE_UP, SEED);
    return new ConversionRequest(
        name(), trained, options.wish(), ConversionInputs.of(samples), options.choices());
  }

  private String name() {
    String file = String.valueOf(model.getFileName());
    return file.endsWith(".onnx") ? file.substring(0, file.length() - ".onnx".length()) : file;
  }
}
