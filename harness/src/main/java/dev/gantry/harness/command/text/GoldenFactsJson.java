package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.golden.sheet.SetFacts;
import dev.gantry.golden.sheet.TensorFacts;
import dev.gantry.json.JsonWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The facts of a golden set for machines. */
public record GoldenFactsJson(SetFacts facts) {
  // Samples are added up in any order; further digits of a mean would differ from run to run.
  private static final MathContext STEADY = new MathContext(7);

  public String text() {
    GoldenSet set = facts.set();
    ObjectNode node = JsonWriter.object();
    node.put("name", set.name()).put("version", set.version());
    node.put("digest", set.digest().toString()).put("samples", set.samples().size());
    facts.provenance().forEach(node.putObject("provenance")::put);
    facts.inputs().forEach(input -> tensor(node.withArray("/inputs"), input));
    facts.outputs().forEach(output -> tensor(node.withArray("/outputs"), output));
    node.put("decoding", facts.decoding()).put("counted", facts.unit());
    balance(node.putObject("classes"), facts.balance());
    ObjectNode slices = node.putObject("slices");
    for (SetFacts.SliceFacts slice : facts.slices()) {
      ObjectNode own = slices.putObject(slice.name()).put("samples", slice.samples());
      balance(own.putObject("classes"), slice.balance());
    }
    facts.quality().ifPresent(table -> node.set("quality", new ScoreTableText(table).json()));
    facts.unscored().ifPresent(why -> node.put("unscored", why));
    ArrayNode disagreeing = node.putArray("disagreeing");
    facts.disagreeing().forEach(sample -> disagreeing.add(set.samples().get(sample).name()));
    return JsonWriter.page(node);
  }

  private void balance(ObjectNode node, List<Long> counts) {
    for (int kind = 0; kind < counts.size(); kind++) {
      node.put(facts.set().classes().get(kind), counts.get(kind));
    }
  }

  private static void tensor(ArrayNode array, TensorFacts tensor) {
    ObjectNode node = array.addObject().put("name", tensor.spec().name());
    node.put("type", tensor.spec().type().toString());
    tensor.spec().shape().forEach(node.putArray("shape")::add);
    tensor
        .range()
        .ifPresent(
            range ->
                node.put("min", range.min())
                    .put("max", range.max())
                    .put("mean", new BigDecimal(range.mean()).round(STEADY).doubleValue())
                    .put("finite", range.count()));
    node.put("nan", tensor.nans()).put("infinite", tensor.infinities());
  }
}
