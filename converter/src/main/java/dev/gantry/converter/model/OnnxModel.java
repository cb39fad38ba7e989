package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A trained model as its file holds it, checked; the digest is that of the file's bytes. */
public record OnnxModel(Path file, OnnxMl.ModelProto graph, Digest digest) {
  /** The operator sets that are read, and that ONNX Runtime runs. */
  public static final int OLDEST_OPSET = 7;

  public static final int NEWEST_OPSET = 26;

  private static final long LARGEST = Integer.MAX_VALUE - 1024L;

  /** Reads and checks; every problem that can be told at once is told at once. */
  public static OnnxModel read(Path file) throws RefusedException {
    return read(file, graph -> List.of());
  }

  /** The same for a model that is to be fed: its inputs and outputs must have names for that. */
  public static OnnxModel readToRun(Path file) throws RefusedException {
    return read(file, RuntimeNames::objections);
  }

  private static OnnxModel read(Path file, Function<OnnxMl.ModelProto, List<String>> closerLook)
      throws RefusedException {
    byte[] bytes = bytes(file);
    OnnxMl.ModelProto graph = parse(file, bytes);
    List<Problem> problems = new ArrayList<>(new GraphCheck(file).problems(graph));
    for (String objection : closerLook.apply(graph)) {
      problems.add(Problem.in(file.toString(), objection, "rename it and export the model again"));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return new OnnxModel(file, graph, Digest.of(bytes));
  }

  private static byte[] bytes(Path file) throws RefusedException {
    if (!Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? "is a folder, not a model" : "there is no such file";
      throw refused(file, what, "name an .onnx file");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw refused(file, "is larger than 2 GiB", "keep weights in external data files");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e.getMessage(), "check its rights");
    }
  }

  private static OnnxMl.ModelProto parse(Path file, byte[] bytes) throws RefusedException {
    FileLook look = FileLook.of(bytes);
    if (look != FileLook.MAYBE_A_MODEL) {
      throw refused(file, look.words(), look.remedy());
    }
    try {
      CodedInputStream stream = CodedInputStream.newInstance(bytes);
      stream.setRecursionLimit(200);
      return OnnxMl.ModelProto.parseFrom(stream);
    } catch (InvalidProtocolBufferException e) {
      throw refused(
          file,
          "is not a whole ONNX file: its bytes break off or make no sense after "
              + bytes.length
              + " bytes",
          "fetch or export it again and compare its SHA-256 (here " + Digest.of(bytes) + ")");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e.getMessage(), "try again");
    }
  }

  private static RefusedException refused(Path file, String what, String remedy) {
    return new RefusedException(Problem.in(file.toString(), what, remedy));
  }
}
