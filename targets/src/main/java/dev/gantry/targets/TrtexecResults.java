package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.files.FileDigest;
import dev.gantry.json.JsonInput;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.trtexec.PrintedOutputs;
import dev.gantry.targets.trtexec.QueryTime;
import dev.gantry.targets.trtexec.RawFile;
import dev.gantry.targets.trtexec.TimesExport;
import dev.gantry.targets.trtexec.TrtexecDialect;
import dev.gantry.targets.trtexec.TrtexecLog;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns what trtexec left into the files and facts that a runner leaves. */
final class TrtexecResults {
  private static final String RAW_OUTPUTS = "outputs.raw";
  private static final String RAW_ANSWERS = "answers.raw";

  private final BoardTool.Told told;
  private final TrtexecLog log;
  private final boolean printed;
  private final SortedMap<String, String> facts;
  private final Map<String, RunnerLine.Wrote> files;
  private final Map<String, Path> here = new HashMap<>();

  TrtexecResults(BoardTool.Told told, TrtexecLog log, TrtexecDialect dialect) {
    this.told = told;
    this.log = log;
    this.printed = !dialect.hasRawBindings();
    this.facts = new TreeMap<>(told.report().facts());
    this.files = new HashMap<>(told.report().files());
    log.version().ifPresent(version -> facts.put(BoardFact.TENSORRT.key(), version.toString()));
  }

  RunnerReport ofBuild() {
    log.built().ifPresent(time -> facts.put("build.ns", String.valueOf(time.toNanos())));
    log.peakGpu()
        .ifPresent(peak -> facts.put("memory.gpu-mib", String.valueOf(peak.bytes() >> 20)));
    return report();
  }

  RunnerReport of(RunnerRequest.Run run, List<TensorSpec> answers)
      throws RigException, IOException {
    log.heldGpu()
        .ifPresent(held -> facts.put("memory.gpu-mib", String.valueOf(held.bytes() >> 20)));
    log.loaded().ifPresent(time -> facts.put("load.ns", String.valueOf(time.toNanos())));
    if (printed) {
      facts.put("outputs.digits", "6");
      facts.keySet().removeIf(key -> key.matches("output\\.[0-9]+"));
    } else {
      requireTypes(answers);
    }
    if (run.outputs().isPresent()) {
      tensors(RAW_OUTPUTS, run.outputs().get(), answers);
    }
    tensors(RAW_ANSWERS, RunnerFiles.ANSWERS, answers);
    times((Scenario.Single) run.scenario());
    return report();
  }

  /** Half of the bytes would fit twice as many numbers: the name of a dump says what they are. */
  private void requireTypes(List<TensorSpec> answers) throws IOException {
    for (int output = 0; output < answers.size(); output++) {
      String name = facts.remove("output." + output);
      TensorSpec wanted = answers.get(output);
      RawFile found =
          RawFile.parse(name == null ? "" : name)
              .orElseThrow(
                  () -> new IOException("nobody can tell what was dumped as '" + name + "'"));
      if (found.type() != wanted.type()
          || !found.shape().stream().map(Integer::longValue).toList().equals(wanted.shape())) {
        throw new IOException("the engine answers with " + name + ", the model gives " + wanted);
      }
    }
  }

  private void tensors(String raw, String as, List<TensorSpec> answers)
      throws RigException, IOException {
    Path from = told.fetch().file(raw);
    Path to = from.resolveSibling(from.getFileName() + ".tensors");
    if (printed) {
      read(from, to, answers);
      keep(as, to);
      files.remove(raw);
      return;
    }
    long each = 0;
    for (TensorSpec answer : answers) {
      each += Tensor.byteCount(answer.type(), answer.shape());
    }
    long size = Files.size(from);
    if (each == 0 || size % each != 0) {
      throw new IOException(raw + " has " + size + " bytes, which are not answers of " + each);
    }
    int samples = Math.toIntExact(size / each);
    try (DataInputStream stream =
            new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(from)));
        TensorFileWriter writer = new TensorFileWriter(to, samples)) {
      for (int sample = 0; sample < samples; sample++) {
        writer.write(sample(stream, answers));
      }
    }
    keep(as, to);
    files.remove(raw);
  }

  /** One line a sample. */
  private static void read(Path from, Path to, List<TensorSpec> answers) throws IOException {
    int samples;
    try (Stream<String> lines = Files.lines(from)) {
      samples = (int) lines.count();
    }
    try (BufferedReader lines = Files.newBufferedReader(from);
        TensorFileWriter writer = new TensorFileWriter(to, samples)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.write(new PrintedOutputs(line).tensors(answers));
      }
    }
  }

  private static List<Tensor> sample(DataInputStream stream, List<TensorSpec> answers)
      throws IOException {
    List<Tensor> sample = new ArrayList<>();
    for (TensorSpec answer : answers) {
      byte[] bytes = new byte[Math.toIntExact(Tensor.byteCount(answer.type(), answer.shape()))];
      if (stream.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("an answer ends in the middle");
      }
      sample.add(new Tensor(answer, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
    }
    return sample;
  }

  /**
   * The last of them, as many as were asked for: an old trtexec may tell of its warm-up first. All
   * stay in its own file.
   */
  private void times(Scenario.Single single) throws RigException, IOException {
    Path json = told.fetch().file(RunnerFiles.RAW_TIMES);
    List<QueryTime> all = TimesExport.read(JsonInput.file(json)).queries();
    int spare = all.size() - single.queries();
    if (spare < 0) {
      throw new IOException(
          "trtexec timed " + all.size() + " queries, " + single.queries() + " were asked");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(single.queries() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    all.stream().skip(spare).forEach(query -> bytes.putLong(query.latency()));
    Path to = json.resolveSibling(json.getFileName() + ".ns");
    Files.write(to, bytes.array());
    keep(RunnerFiles.TIMES, to);
    here.put(RunnerFiles.RAW_TIMES, json);
    facts.put("times.ran", String.valueOf(all.size()));
  }

  private void keep(String as, Path file) throws IOException {
    here.put(as, file);
    files.put(as, new RunnerLine.Wrote(as, FileDigest.of(file), new ByteCount(Files.size(file))));
  }

  private RunnerReport report() {
    return new RunnerReport(told.report().name(), facts, files, here, told.report().telemetry());
  }
}
