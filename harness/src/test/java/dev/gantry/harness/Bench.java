package dev.gantry.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.command.GantryCommand;
import dev.gantry.harness.demo.DemoFiles;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.GantryHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The front door with a home of its own, for tests that walk through it. */
public final class Bench {
  private final GantryHome gantryHome;

  public Bench(Path home) {
    this.gantryHome = new GantryHome(home);
  }

  /** How a command line ended, and what it said on either stream. */
  public record Said(int code, String results, String trouble) {}

  public Said gantry(Object... words) {
    return halted(() -> false, words);
  }

  /** The same, with someone who calls a halt. */
  public Said halted(BooleanSupplier halt, Object... words) {
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    ByteArrayOutputStream trouble = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(results, true, StandardCharsets.UTF_8),
            new PrintStream(trouble, true, StandardCharsets.UTF_8),
            false,
            false);
    GantryCommand.Setting setting =
        new GantryCommand.Setting(console, gantryHome, Clock.systemUTC(), halt);
    String[] line = Stream.of(words).map(Object::toString).toArray(String[]::new);
    int code = GantryCommand.run(setting, line);
    return new Said(
        code, results.toString(StandardCharsets.UTF_8), trouble.toString(StandardCharsets.UTF_8));
  }

  /** The demo's rack and one of its models: walks with all three are for the demo itself. */
  public DemoFiles demo() throws IOException {
    DemoFiles whole = new DemoFiles(gantryHome.home().resolve("one-model"));
    ShippedSet.RAIL_SIGNALS.unpack(whole.folder());
    unpack("one-model.yaml", whole.release());
    copy(DemoFiles.class, "rack.yaml", whole.rack());
    return whole;
  }

  /** What 'gantry demo' walks with. */
  public DemoFiles wholeDemo() throws IOException {
    return DemoFiles.unpack(gantryHome);
  }

  public static void unpack(String resource, Path to) throws IOException {
    copy(Bench.class, resource, to);
  }

  private static void copy(Class<?> beside, String resource, Path to) throws IOException {
    try (InputStream stream = beside.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(stream), to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * The front door as a program of its own: a short one, that is not worth the optimising compiler,
   * and that finds the native libraries which these tests have unpacked already.
   */
  public static ProcessBuilder program(Path home, Object... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String kept : List.of("org.bytedeco.javacpp.cachedir", "gantry.onnxruntime.folder")) {
      Optional.ofNullable(System.getProperty(kept))
          .ifPresent(folder -> command.add("-D" + kept + "=" + folder));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Stream.of(words).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GANTRY_HOME", home.toString());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder;
  }

  public static JsonNode verdict(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("verdict.json").toFile());
  }

  /** Finding ids with their outcomes: what must not depend on how a run was interrupted. */
  public static SortedMap<String, String> outcomes(Path out) throws IOException {
    SortedMap<String, String> outcomes = new TreeMap<>();
    for (JsonNode finding : verdict(out).get("findings")) {
      outcomes.put(finding.get("id").asText(), finding.get("outcome").asText());
    }
    return outcomes;
  }

  public static Path copy(Path from, Path to) throws IOException {
    List<Path> content = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(from)) {
      walk.forEach(content::add);
    }
    for (Path path : content) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }
}
