package dev.gantry.golden.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Decoding;
import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import dev.gantry.golden.manifest.GoldenManifest.Input;
import dev.gantry.golden.manifest.GoldenManifest.Output;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.picture.ChannelLayout;
import dev.gantry.golden.picture.ColourOrder;
import dev.gantry.golden.picture.PictureFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  /** What YAML, JSON or a list of digests might take for something else. */
  private static final List<String> ODD =
      List.of(
          "yes",
          "no",
          "null",
          "~",
          "1.0",
          "1e5",
          "0x1f",
          "1_000",
          "12:30:45",
          "2026-11-20",
          ".inf",
          ".nan",
          "true",
          "Off",
          "y",
          "=",
          "<<",
          "- a",
          "a: b",
          "a #b",
          "#",
          "&a",
          "*a",
          "!a",
          "%a",
          "@a",
          "`a",
          "{a}",
          "[a]",
          "a, b",
          "'",
          "\"",
          "it's",
          "\\",
          "a\\nb",
          "a\\b",
          "a b",
          " a ",
          "Zürich",
          "信号",
          "🚆",
          "e\u0301",
          "a\u00a0b",
          "a\u2028b",
          "a\ufeffb",
          "a\u200bb",
          "a\tb",
          "?",
          "|",
          ">",
          "...",
          "---",
          "",
          "a:",
          ":a",
          "-",
          "0",
          "-0",
          "+1");

  @TempDir Path folder;
  private Random random = new Random();

  private String text() {
    String odd = ODD.get(random.nextInt(ODD.size()));
    return random.nextInt(3) == 0 ? odd + ODD.get(random.nextInt(ODD.size())) : odd;
  }

  /** One that says something, and differs from others by its number. */
  private String name(int number) {
    return text() + number;
  }

  private Path path(int number) {
    String text = text().replace("/", "").replace("\u0000", "");
    return Path.of("in", "p" + text + number + ".npy");
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(300);
      case 1 -> random.nextDouble() * 1e-8;
      case 2 -> random.nextDouble() * 1e12;
      default -> -random.nextDouble();
    };
  }

  private PreprocessingEntry preprocessing() {
    return new PreprocessingEntry(
        ColourOrder.RGB,
        ChannelLayout.NCHW,
        random.nextBoolean() ? Optional.of(PictureFit.LETTERBOX) : Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? Optional.of(random.nextInt(256)) : Optional.empty(),
        Optional.empty(),
        List.of(number(), number(), number()),
        List.of(number(), number(), number()));
  }

  private Optional<DecodingEntry> decoding() {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 ->
          Optional.of(
              new DecodingEntry(
                  DecodingEntry.Kind.CLASS_MAP,
                  name(0),
                  Optional.of(255),
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      default ->
          Optional.of(
              new DecodingEntry(
                  DecodingEntry.Kind.BOXES,
                  name(0),
                  Optional.empty(),
                  Optional.of(Decoding.BoxCoding.CENTRE_LOG),
                  List.of(8, 16),
                  List.of(List.of(List.of(1.5, 2.0)), List.of(List.of(3.0, 4.25))),
                  Optional.of(name(1)),
                  Optional.of(Decoding.Scoring.CLASS),
                  Optional.of(Decoding.Activation.SOFTMAX),
                  Optional.of(name(2)),
                  Optional.of(0.05),
                  Optional.of(0.5)));
    };
  }

  private GoldenManifest manifest() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, Output> outputs = new LinkedHashMap<>();
    for (int place = random.nextInt(3); place >= 0; place--) {
      boolean stacked = random.nextBoolean();
      inputs.put(
          name(place),
          new Input(
              "float32",
              place == 0 ? List.of() : List.of(1L, -1L),
              stacked ? Optional.empty() : Optional.of(GoldenManifest.Origin.IMAGE),
              stacked ? Optional.of(path(place)) : Optional.empty(),
              stacked ? Optional.empty() : Optional.of(preprocessing())));
      outputs.put(
          name(place),
          new Output("int64", List.of(2L), stacked ? Optional.of(path(place)) : Optional.empty()));
    }
    return new GoldenManifest(
        GoldenManifest.SCHEMA,
        "set",
        name(1),
        random.nextBoolean() ? Optional.of(name(2)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(List.of(name(1), name(2))) : Optional.empty(),
        inputs,
        outputs,
        decoding(),
        random.nextBoolean() ? Optional.of(Map.of(name(1), name(2))) : Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private SampleEntry sample(int number) {
    double left = random.nextDouble() * 100;
    BoxEntry box = new BoxEntry(name(1), List.of(left, 0.0, left + 1, 1e-3));
    return new SampleEntry(
        name(number),
        random.nextBoolean() ? Optional.of(path(number)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(name(3)) : Optional.empty(),
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(List.of());
          default -> Optional.of(List.of(box, box));
        },
        random.nextBoolean() ? Optional.of(path(4)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(List.of(name(5), name(6))) : Optional.empty(),
        random.nextBoolean() ? Map.of(name(7), path(7)) : Map.of(),
        random.nextBoolean() ? Map.of(name(8), path(8)) : Map.of());
  }

  private void round(int count, long seed) throws Exception {
    random = new Random(seed);
    GoldenManifest manifest = manifest();
    List<SampleEntry> samples = new ArrayList<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (int number = 0; number < count; number++) {
      samples.add(sample(number));
      digests.put(path(number).toString(), DIGEST);
    }
    if (ManifestText.indexed(samples, digests)) {
      ManifestText.writeSamples(folder, samples);
      digests.put(ManifestText.SAMPLE_INDEX, DIGEST);
    }
    new ManifestText(manifest).write(folder, samples, digests, file -> DIGEST);
    ManifestReading read = ManifestReading.of(folder);

    assertThat(read.samples()).as("seed %d", seed).isEqualTo(samples);
    assertThat(read.files()).as("seed %d", seed).containsAllEntriesOf(digests);
    assertThat(head(read.manifest())).as("seed %d", seed).isEqualTo(head(manifest));
    assertThat(read.manifest().inputs().keySet())
        .as("the order of inputs, seed %d", seed)
        .containsExactlyElementsOf(manifest.inputs().keySet());
  }

  /** All but the lists. */
  private static List<Object> head(GoldenManifest manifest) {
    return List.of(
        manifest.schema(),
        manifest.name(),
        manifest.version(),
        manifest.task(),
        manifest.classes(),
        manifest.inputs(),
        manifest.outputs(),
        manifest.decoding(),
        manifest.provenance());
  }

  @Test
  void whatever_stands_in_a_small_manifest_comes_back() throws Exception {
    for (int seed = 0; seed < 400; seed++) {
      round(1 + seed % 5, 90_000 + seed);
    }
  }

  @Test
  void whatever_stands_in_the_lists_of_a_large_one_comes_back() throws Exception {
    round(2_001, 77);
    round(3_000, 78);
  }
}
