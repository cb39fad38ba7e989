package dev.gantry.runner;

import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.List;

/** An engine that is loaded in the runtime it was built for. */
public interface RunnableEngine extends AutoCloseable {
  List<TensorSpec> inputs();

  /** The very first inference, timed as every later one is. */
  FirstInference first(QueryInputs feed) throws BackendException, RefusedException;

  /** One inference; the outputs are copies, in the order of the engine. */
  List<Tensor> run(List<Tensor> sample) throws BackendException, RefusedException;

  /** Lays all feeds ready. The outputs of the first tell the sizes. */
  ReadyEngine ready(List<QueryInputs> feeds, List<Tensor> first)
      throws BackendException, RefusedException;

  /** What is known of it once it has run, beside what was timed. */
  void tell(RunOutput outbox) throws BackendException, IOException;

  @Override
  void close() throws BackendException;
}
