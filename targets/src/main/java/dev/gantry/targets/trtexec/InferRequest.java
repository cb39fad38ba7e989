package dev.gantry.targets.trtexec;

import java.util.ArrayList;
import java.util.List;

/** One query, whose outputs trtexec leaves in its working directory, bit for bit where it can. */
record InferRequest(String engine, InputFiles inputs) implements TrtexecRequest {
  @Override
  public List<String> words(TrtexecDialect dialect) {
    List<String> words = new ArrayList<>();
    words.add("--loadEngine=" + engine);
    words.addAll(inputs.words());
    words.addAll(List.of("--warmUp=0", "--iterations=1", "--duration=0"));
    // In 11 outputs would otherwise stay on the GPU.
    words.addAll(dialect.timing());
    words.add(dialect.answering());
    return List.copyOf(words);
  }

  @Override
  public List<String> objections(TrtexecDialect dialect) {
    return inputs.objections();
  }
}
