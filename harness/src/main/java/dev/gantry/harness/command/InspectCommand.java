package dev.gantry.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.model.ModelSummary;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.harness.folder.DossierDesk;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.terminal.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gantry inspect}: what is this? */
@Command(
    mixinStandardHelpOptions = true,
    description = "Say what a file or folder is: model, variant, engine, golden set or dossier.")
final class InspectCommand implements Callable<Integer> {
  private final Gantry.Setting setting;

  @Mixin private final Common common = new Common();

  @Parameters(paramLabel = "FILE", description = "a file or folder")
  private Path file = Path.of("model.onnx");

  InspectCommand(Gantry.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    common.settle(setting.console());
    if (Files.isDirectory(file.resolve("dossier"))) {
      dossier();
    } else if (Files.isDirectory(file) || file.toString().endsWith(".tar")) {
      golden(new GoldenShelf(setting.workshop(), setting.cancelled()).look(file));
    } else {
      model(OnnxModel.read(file));
    }
    return 0;
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
    show(node);
  }

  private void golden(GoldenFolder folder) {
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
    show(node);
  }

  private void dossier() throws Exception {
    try (DossierFolder dossier = new DossierDesk(setting.clock()).open(file)) {
      ReleasePlan plan = dossier.plan();
      ObjectNode node = node("dossier", "");
      node.remove("digest");
      node.put("release", plan.release()).put("started", dossier.started().toString());
      node.put("finished", dossier.finished().toString());
      dossier
          .engines()
          .forEach(
              kept ->
                  node.withObject("/engines")
                      .put(kept.cell().id(), kept.engine().digest().toString()));
      PlanText.lines(plan).forEach(node.withArray("/plan")::add);
      show(node);
    }
  }

  private static ObjectNode node(String what, String digest) {
    return new ObjectMapper().createObjectNode().put("what", what).put("digest", digest);
  }

  private static void put(ObjectNode node, String key, Map<String, Long> counts) {
    ObjectNode inner = node.putObject(key);
    counts.forEach(inner::put);
  }

  private void show(ObjectNode node) {
    Console console = setting.console();
    if (common.json()) {
      console.result(node.toPrettyString());
      return;
    }
    node.properties().forEach(field -> lines(field.getKey(), field.getValue()));
  }

  private void lines(String key, JsonNode value) {
    Console console = setting.console();
    if (value.isArray()) {
      console.result(key);
      value.forEach(item -> console.result("  " + item.asText()));
      return;
    }
    console.result(String.format("%-12s%s", key, text(value)));
  }

  private static String text(JsonNode value) {
    if (!value.isObject()) {
      return value.asText();
    }
    String counts =
        value.properties().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().asText())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }
}
