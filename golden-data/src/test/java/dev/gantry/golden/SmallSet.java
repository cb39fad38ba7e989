package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.golden.manifest.GoldenManifest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** A good set of two pictures of 2 x 3 pixels, of which a test spoils one thing. */
final class SmallSet {
  static final int WIDTH = 3;
  static final int HEIGHT = 2;

  private final Path folder;
  private final Map<String, String> listed = new TreeMap<>();
  private final List<String> samples = new ArrayList<>();
  private String text =
      """
      schema: gantry.golden/1
      name: small
      version: 1
      classes: [clear, person]
      inputs:
        image: { type: float32, shape: [1, 3, 2, 3], from: image, preprocessing: { colour: rgb, layout: nchw, mean: [10, 20, 30], scale: [1, 2, 0.5] } }
      outputs:
        logits: { type: float32, shape: [1, 2], reference: logits.npy }
      """;

  private SmallSet(Path folder) {
    this.folder = folder;
  }

  static SmallSet in(Path folder) {
    SmallSet set = new SmallSet(folder);
    set.picture("a.png", WIDTH, HEIGHT).picture("b.png", WIDTH, HEIGHT);
    set.file("logits.npy", Npy.of("<f4", "(2, 2)", 16));
    set.sample("one", "a.png", "clear");
    return set.sample("two", "b.png", "person");
  }

  SmallSet picture(String name, int width, int height) {
    return picture(name, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
  }

  SmallSet picture(String name, BufferedImage image) {
    try {
      ImageIO.write(image, "png", folder.resolve(name).toFile());
      return list(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file and lists it with its right digest. */
  SmallSet file(String name, byte[] bytes) {
    write(name, bytes);
    return list(name);
  }

  /** Writes a file behind the manifest's back. */
  SmallSet write(String name, byte[] bytes) {
    try {
      Files.write(folder.resolve(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SmallSet list(String name) {
    try {
      return list(name, Digest.of(Files.readAllBytes(folder.resolve(name))).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SmallSet list(String name, String digest) {
    listed.put(name, digest);
    return this;
  }

  SmallSet unlist(String name) {
    listed.remove(name);
    return this;
  }

  SmallSet sample(String name, String image, String label) {
    samples.add("{ name: '" + name + "', image: '" + image + "', label: '" + label + "' }");
    return this;
  }

  SmallSet unlabelled(String name, String image) {
    samples.add("{ name: '" + name + "', image: '" + image + "' }");
    return this;
  }

  SmallSet noSamples() {
    samples.clear();
    return this;
  }

  SmallSet sliced(String slice) {
    samples.set(0, samples.get(0).replace(" }", ", slices: ['" + slice + "'] }"));
    return this;
  }

  SmallSet change(String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the manifest does not say " + from);
    }
    text = text.replace(from, to);
    return this;
  }

  Path write() {
    StringBuilder manifest = new StringBuilder(text);
    manifest.append(samples.isEmpty() ? "samples: []\n" : "samples:\n");
    samples.forEach(sample -> manifest.append("  - ").append(sample).append('\n'));
    manifest.append("files:\n");
    listed.forEach(
        (name, digest) ->
            manifest.append("  \"").append(name).append("\": \"").append(digest).append("\"\n"));
    write(GoldenManifest.FILE, manifest.toString().getBytes(StandardCharsets.UTF_8));
    return folder;
  }
}
