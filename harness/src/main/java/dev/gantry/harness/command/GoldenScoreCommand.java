package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.score.ScoreOptions;
import dev.gantry.golden.score.ScoreRun;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.GoldenSetFolders;
import dev.gantry.harness.command.option.OptionConverters;
import dev.gantry.harness.command.option.TimeLimitOption;
import dev.gantry.harness.command.text.ScoreTableText;
import dev.gantry.harness.terminal.Console;
import dev.gantry.json.JsonWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry golden score}: how right is the model, and on which slices? */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Score the references of golden sets against their labels, on all samples, on each slice and"
            + " for each class; beside them a model that is run now, and what it loses.",
    footer = {
      "",
      "The metric is top1 (classes), mAP50 (boxes) or mIoU (class maps). mAP50 and mAP50-95 are",
      "COCO's: precision at 101 recalls, areas of any size, the 100 best detections of a class in",
      "a picture, classes without labels left out. MODEL is run by ONNX Runtime on the CPU; any",
      "variant will do that fits the set."
    })
final class GoldenScoreCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final TimeLimitOption time = new TimeLimitOption();

  @Parameters(paramLabel = "SET", arity = "1..*", description = "golden sets")
  private List<Path> sets = new ArrayList<>();

  @Option(names = "--model", paramLabel = "MODEL", description = "a model to be run now")
  private @org.jspecify.annotations.Nullable Path model;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "top1, map50, map50-95 or miou; the usual one where none is named",
      converter = OptionConverters.OfTaskMetric.class)
  private @org.jspecify.annotations.Nullable TaskMetric metric;

  @Option(
      names = "--coco",
      paramLabel = "FOLDER",
      description = "write labels and detections there, as pycocotools reads them")
  private @org.jspecify.annotations.Nullable Path coco;

  @Option(names = "--markdown", description = "tables as Markdown, for a README")
  private boolean markdown;

  GoldenScoreCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    if (coco != null && sets.size() > 1) {
      throw new RefusedException(
          Problem.in("--coco", "takes the boxes of one set", "name one set, or leave it out"));
    }
    List<Problem> problems = new ArrayList<>();
    ArrayNode results = JsonWriter.list();
    for (Path path : sets) {
      try {
        GoldenFolder set =
            new GoldenSetFolders(setting.gantryHome(), setting.cancelled()).look(path);
        ScoreTable table = table(set);
        if (common.json()) {
          add(results, path, set, table);
        } else {
          tell(set, table);
        }
      } catch (RefusedException e) {
        problems.addAll(e.problems());
      }
    }
    if (common.json()) {
      console.result(JsonWriter.page(results));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return 0;
  }

  private ScoreTable table(GoldenFolder set) throws Exception {
    try (Console.ProgressView progress = setting.console().progress()) {
      ScoreOptions options =
          new ScoreOptions(Optional.ofNullable(metric), time.longest(), Optional.ofNullable(coco));
      ScoreRun run = new ScoreRun(set, options, setting.cancelled(), progress);
      return model == null ? run.references() : run.against(model);
    }
  }

  private void add(ArrayNode results, Path path, GoldenFolder set, ScoreTable table) {
    ObjectNode node = results.addObject().put("path", path.toString());
    node.put("name", set.set().name()).put("version", set.set().version());
    node.put("digest", set.set().digest().toString());
    if (model != null) {
      node.put("model", model.toString());
    }
    node.setAll(new ScoreTableText(table).json());
  }

  private void tell(GoldenFolder set, ScoreTable table) {
    Console console = setting.console();
    ScoreTableText text = new ScoreTableText(table);
    String name = set.set().name() + " version " + set.set().version();
    console.result(markdown ? "### `" + set.set().name() + "`\n" : name);
    (markdown ? text.markdown() : text.lines()).forEach(console::result);
    console.result("");
  }
}
