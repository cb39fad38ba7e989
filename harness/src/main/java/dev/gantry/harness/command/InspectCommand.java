package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.account.ModelAccount;
import dev.gantry.converter.model.ModelSummary;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.model.RuntimeNames;
import dev.gantry.dossier.Backend;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.DossierPart;
import dev.gantry.harness.command.option.EngineFolders;
import dev.gantry.harness.command.option.GoldenSetFolders;
import dev.gantry.harness.command.option.KeptPage;
import dev.gantry.harness.command.option.TimeLimitOption;
import dev.gantry.harness.command.text.ModelFacts;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.terminal.PlanText;
import dev.gantry.json.JsonWriter;
import dev.gantry.targets.trtexec.PlanHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry inspect}: what is this? */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Say what a file or folder is: model, variant, engine, golden set, dossier, or part of one.")
final class InspectCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final TimeLimitOption time = new TimeLimitOption();

  @Option(names = "--nodes", description = "every node of a model; --json has them always")
  private boolean nodes;

  @Parameters(paramLabel = "FILE", description = "a file or folder")
  private Path file = Path.of("model.onnx");

  InspectCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    common.settle(setting.console());
    DossierFolders folders = new DossierFolders(setting.clock());
    if (Files.isDirectory(file.resolve("dossier"))) {
      dossier(folders.open(file));
    } else if (folders.isDossier(file)) {
      dossier(folders.openItself(file));
    } else if (Files.isDirectory(file)) {
      folder(EngineFolders.under(file));
    } else if (file.toString().endsWith(".tar")) {
      golden();
    } else {
      file();
    }
    return 0;
  }

  private void folder(EngineFolders found) throws RefusedException, IOException {
    if (found.engines().isEmpty() || Files.exists(file.resolve("golden.yaml"))) {
      new DossierPart(file).refuse();
      golden();
    } else if (found.isOne()) {
      engine(found.engines().get(0));
    } else {
      ObjectNode node = node("engines", "");
      node.remove("digest");
      ObjectNode engines = node.putObject("engines");
      for (Path engine : found.engines()) {
        engines.put(found.name(engine), FileDigest.of(engine).toString());
      }
      show(node);
    }
  }

  private void engine(Path engine) throws RefusedException, IOException {
    Optional<KeptPage> record = KeptPage.in(EngineFolders.record(engine));
    String told = record.map(page -> page.content().path("digest").asText()).orElse("");
    if (!told.equals(FileDigest.of(engine).toString())) {
      throw EngineFolders.changed(engine);
    }
    if (engine.endsWith(Backend.TENSORRT.engineFile())) {
      plan(engine, record);
    } else {
      model(OnnxModel.read(engine));
    }
  }

  /** What an engine of TensorRT says itself, and what was written down when it was built. */
  private void plan(Path engine, Optional<KeptPage> record) throws IOException {
    ObjectNode node = node("engine of TensorRT", FileDigest.of(engine).toString());
    node.put("size", new ByteCount(Files.size(engine)).toString());
    node.put(
        "built-by",
        PlanHeader.of(engine)
            .map(header -> "TensorRT " + header.version())
            .orElse("its header does not say"));
    record.ifPresent(
        page -> {
          JsonNode recipe = page.content().path("recipe");
          node.put("kind", recipe.path("kind").path("name").asText());
          node.put("variant", recipe.path("variant").asText());
          node.set("runs-on", recipe.path("runtime"));
          node.set("options", recipe.path("options"));
        });
    show(node);
  }

  private void file() throws RefusedException, IOException {
    Optional<KeptPage> page = KeptPage.in(file);
    if (page.isEmpty()) {
      new DossierPart(file).refuse();
      if (Files.isRegularFile(file) && PlanHeader.of(file).isPresent()) {
        if (file.endsWith(Backend.TENSORRT.engineFile())
            && Files.exists(EngineFolders.record(file))) {
          engine(file);
        } else {
          plan(file, Optional.empty());
        }
        return;
      }
      model(OnnxModel.read(file));
      return;
    }
    ObjectNode node = node(page.get().what(), "");
    node.remove("digest");
    page.get().tell(node);
    show(node);
  }

  private void golden() throws RefusedException, IOException {
    golden(new GoldenSetFolders(setting.gantryHome(), setting.cancelled()).look(file));
  }

  private void model(OnnxModel model) {
    ModelSummary summary = ModelSummary.of(model.graph());
    ObjectNode node = node("onnx", model.digest().toString());
    node.put("producer", summary.producer()).put("ir-version", summary.irVersion());
    put(node, "opsets", summary.opsets());
    summary.inputs().forEach(node.withArray("/inputs")::add);
    summary.outputs().forEach(node.withArray("/outputs")::add);
    put(node, "operators", summary.operators());
    node.put("parameters", summary.parameters());
    ModelFacts facts =
        new ModelFacts(ModelAccount.of(model, time.limit(file.toString(), setting.cancelled())));
    facts.sum(node);
    remarks(
        node,
        Stream.concat(
                facts.account().remarks().stream(), RuntimeNames.objections(model.graph()).stream())
            .toList());
    if (common.json()) {
      facts.table(node.putArray("nodes"));
    }
    show(node);
    if (nodes && !common.json()) {
      facts.lines().forEach(setting.console()::result);
    }
  }

  private void golden(GoldenFolder folder) throws IOException {
    GoldenSet set = folder.set();
    ObjectNode node = node("golden set", set.digest().toString());
    node.put("name", set.name()).put("version", set.version());
    set.inputs().forEach(spec -> node.withArray("/inputs").add(spec.toString()));
    set.outputs().forEach(spec -> node.withArray("/outputs").add(spec.toString()));
    node.put("samples", set.samples().size());
    Map<String, Long> labels = new TreeMap<>();
    Map<String, Long> slices = new TreeMap<>();
    for (GoldenSet.Sample sample : set.samples()) {
      sample.label().ifPresent(label -> labels.merge(label, 1L, Long::sum));
      sample.slices().forEach(slice -> slices.merge(slice, 1L, Long::sum));
    }
    for (int sample = 0; sample < set.samples().size(); sample++) {
      folder
          .labels(sample)
          .ifPresent(
              entry -> {
                entry
                    .boxes()
                    .ifPresent(
                        boxes -> boxes.forEach(box -> labels.merge(box.kind(), 1L, Long::sum)));
                entry.mask().ifPresent(mask -> labels.merge("masks", 1L, Long::sum));
              });
    }
    put(node, "labels", labels);
    put(node, "slices", slices);
    remarks(node, folder.remarks());
    show(node);
  }

  private static void remarks(ObjectNode node, List<String> remarks) {
    if (!remarks.isEmpty()) {
      remarks.forEach(node.putArray("remarks")::add);
    }
  }

  private void dossier(DossierFolder opened) throws IOException {
    try (DossierFolder dossier = opened) {
      ReleasePlan plan = dossier.plan();
      ObjectNode node = node("dossier", "");
      node.remove("digest");
      dossier
          .shard()
          .ifPresent(
              shard -> node.put("shard", shard.words() + ": " + String.join(", ", shard.boards())));
      node.put("release", plan.release()).put("started", dossier.started().toString());
      node.put("finished", dossier.finished().toString());
      dossier
          .engines()
          .forEach(
              kept ->
                  node.withObject("/engines")
                      .put(kept.cell().id(), kept.engine().digest().toString()));
      PlanText.lines(plan, dossier.dayOfWaivers()).forEach(node.withArray("/plan")::add);
      remarks(node, dossier.remarks());
      show(node);
    }
  }

  private static ObjectNode node(String what, String digest) {
    return JsonWriter.object().put("what", what).put("digest", digest);
  }

  private static void put(ObjectNode node, String key, Map<String, Long> counts) {
    ObjectNode inner = node.putObject(key);
    counts.forEach(inner::put);
  }

  private void show(ObjectNode node) {
    Console console = setting.console();
    if (common.json()) {
      console.result(JsonWriter.page(node));
      return;
    }
    node.properties().forEach(field -> lines(field.getKey(), field.getValue()));
  }

  private void lines(String key, JsonNode value) {
    Console console = setting.console();
    if (value.isArray()) {
      console.result(PrintableText.line(key));
      value.forEach(item -> console.result("  " + PrintableText.line(item.asText())));
      return;
    }
    console.result(PrintableText.line(String.format("%-15s%s", key, text(value))));
  }

  private static String text(JsonNode value) {
    if (!value.isObject()) {
      return value.isNull() ? "unknown" : value.asText();
    }
    String counts =
        value.properties().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().asText())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }
}
