package dev.gantry.targets.standin;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes an executable {@code trtexec} of the stand-in. */
public final class TrtexecProgram {
  private static final String PLACE = "/ai/onnxruntime/native/linux-%s/";
  private static final List<String> LIBRARIES =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private TrtexecProgram() {}

  /**
   * Into this folder: {@code trtexec}, and beside it what it needs to start fast. A JVM keeps only
   * classes out of jars ready, and ONNX Runtime would unpack its libraries at every start.
   */
  public static Path install(Path folder, String version, int compute) throws IOException {
    Version.of(version);
    Path kit = Files.createDirectories(folder.resolve(".trtexec"));
    Path own = pack(kit.resolve("stand-in.jar"));
    unpackLibraries(kit);
    String classPath =
        own
            + ":"
            + jarOf(OrtEnvironment.class)
            + ":"
            + jarOf(OnnxMl.class)
            + ":"
            + jarOf(Message.class);
    Path archive = kit.resolve("classes.jsa");
    String java =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=off"
            + " ${TRTEXEC_CLASSES:--XX:SharedArchiveFile="
            + archive
            + "}"
            + " -Donnxruntime.native.path="
            + kit
            + " -cp "
            + classPath
            + " "
            + TrtexecStandIn.class.getName();
    Path program = folder.resolve("trtexec");
    Files.writeString(
        program,
        """
        #!/bin/sh
        TRTEXEC_STAND_IN=%s TRTEXEC_COMPUTE=%d TRTEXEC_NAME=$0 ORT_DISABLE_TELEMETRY=1
        export TRTEXEC_STAND_IN TRTEXEC_COMPUTE TRTEXEC_NAME ORT_DISABLE_TELEMETRY
        case "${TRTEXEC_FAULT:-}$(cat "$HOME/trtexec-fault" 2> /dev/null)" in
          *segfault*)
            %s "$@"
            status=$?
            [ $status -ne %d ] || kill -SEGV $$
            exit $status
            ;;
        esac
        exec %s "$@"
        """
            .formatted(version, compute, java, TrtexecStandIn.SEGFAULT, java));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    warm(program, archive);
    return program;
  }

  /** One build and one inference that leave their classes behind, ready for all to come. */
  private static void warm(Path program, Path archive) throws IOException {
    Path folder = Files.createDirectories(archive.resolveSibling("warm"));
    Path onnx = Files.write(folder.resolve("small.onnx"), small());
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--onnx=" + onnx,
            "--saveEngine=small.plan",
            "--exportTimes=times.json",
            "--iterations=1",
            "--duration=0",
            "--warmUp=0");
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("TRTEXEC_CLASSES", "-XX:ArchiveClassesAtExit=" + archive);
    builder.environment().put("HOME", folder.toString());
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IOException(Files.readString(folder.resolve("log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] small() {
    OnnxMl.TypeProto.Tensor.Builder tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(1);
    tensor.getShapeBuilder().addDimBuilder().setDimValue(1);
    OnnxMl.TypeProto type = OnnxMl.TypeProto.newBuilder().setTensorType(tensor).build();
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("small");
    graph.addNodeBuilder().setOpType("Add").addInput("x").addInput("x").addOutput("y");
    graph.addInputBuilder().setName("x").setType(type);
    graph.addOutputBuilder().setName("y").setType(type);
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static Path pack(Path jar) throws IOException {
    String folder = TrtexecStandIn.class.getPackageName().replace('.', '/') + "/";
    Path classes = place(TrtexecStandIn.class);
    if (!Files.isDirectory(classes)) {
      return classes;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(classes.resolve(folder))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(folder + file.getFileName()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static void unpackLibraries(Path kit) throws IOException {
    String architecture =
        System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64")
            ? "aarch64"
            : "x64";
    for (String library : LIBRARIES) {
      String name = PLACE.formatted(architecture) + library;
      try (InputStream from =
          Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream(name), name)) {
        Files.copy(from, kit.resolve(library), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path jarOf(Class<?> type) {
    return place(type);
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
