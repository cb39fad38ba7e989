package dev.gantry.golden.found;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.found.PictureLabels.Label;
import dev.gantry.golden.manifest.GoldenManifest.BoxEntry;
import dev.gantry.json.JsonInput;
import dev.gantry.json.JsonLeniency;
import dev.gantry.json.JsonReader;
import dev.gantry.json.RefusedJsonException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Boxes in the form of COCO's annotations. A picture that is listed and has none shows nothing; of
 * one with a crowd nothing is known.
 */
final class CocoLabels {
  private static final String REMEDY = "name a .csv table, or annotations as COCO has them";

  private static final JsonReader JSON =
      new JsonReader(new ByteCount(2L << 30), REMEDY, JsonLeniency.OTHER_KEYS);

  private CocoLabels() {}

  private record Content(
      List<Image> images, List<Annotation> annotations, List<Category> categories) {}

  private record Image(Long id, @JsonProperty("file_name") String fileName) {}

  private record Annotation(
      @JsonProperty("image_id") Long imageId,
      @JsonProperty("category_id") Long categoryId,
      List<BigDecimal> bbox,
      int iscrowd) {}

  private record Category(Long id, String name) {}

  static PictureLabels read(Path file) throws RefusedException {
    try {
      return labels(JSON.value(JsonInput.file(file), Content.class));
    } catch (RefusedJsonException e) {
      throw new RefusedException(e.problem());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Problem.in(file.toString(), String.valueOf(e.getMessage()), REMEDY));
    }
  }

  private static PictureLabels labels(Content content) {
    if (isAbsent(content.images())
        || isAbsent(content.annotations())
        || isAbsent(content.categories())) {
      throw new IllegalArgumentException("has not images, annotations and categories");
    }
    Map<Long, String> kinds = new HashMap<>();
    for (Category category : content.categories()) {
      if (kinds.put(whole(category.id(), "a category"), whole(category.name(), "a category"))
          != null) {
        throw new IllegalArgumentException("has two categories with the id " + category.id());
      }
    }
    Map<Long, List<BoxEntry>> boxes = new HashMap<>();
    for (Image image : content.images()) {
      whole(image.fileName(), "an image");
      if (boxes.put(whole(image.id(), "an image"), new ArrayList<>()) != null) {
        throw new IllegalArgumentException("has two images with the id " + image.id());
      }
    }
    Set<Long> crowded = new HashSet<>();
    for (Annotation annotation : content.annotations()) {
      List<BoxEntry> own = boxes.get(whole(annotation.imageId(), "an annotation"));
      String kind = kinds.get(annotation.categoryId());
      if (own == null) {
        throw new IllegalArgumentException(
            "annotates image " + annotation.imageId() + ", which it does not list");
      }
      if (kind == null) {
        throw new IllegalArgumentException(
            "annotates category " + annotation.categoryId() + ", which it does not list");
      }
      if (annotation.iscrowd() == 0) {
        own.add(new BoxEntry(kind, corners(annotation.bbox())));
      } else {
        crowded.add(annotation.imageId());
      }
    }
    Map<String, Label> labels = new LinkedHashMap<>();
    for (Image image : content.images()) {
      // A crowd is one box around many, which no single answer could match: nothing is said of it.
      Optional<List<BoxEntry>> own =
          crowded.contains(image.id())
              ? Optional.empty()
              : Optional.of(List.copyOf(boxes.get(image.id())));
      if (labels.put(image.fileName(), new Label(Optional.empty(), own, List.of())) != null) {
        throw new IllegalArgumentException("lists '" + image.fileName() + "' twice");
      }
    }
    return new PictureLabels(labels);
  }

  private static boolean isAbsent(@Nullable List<?> list) {
    return list == null || list.stream().anyMatch(Objects::isNull);
  }

  private static <T> T whole(@Nullable T value, String of) {
    if (value == null) {
      throw new IllegalArgumentException("has " + of + " that lacks its id or name");
    }
    return value;
  }

  /** COCO tells left, top, width, height. */
  private static List<Double> corners(List<BigDecimal> bbox) {
    if (bbox == null || bbox.size() != 4 || bbox.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("has the bbox " + bbox + ", four numbers are wanted");
    }
    // In decimals as they are written, so that no digits appear that nobody wrote.
    BigDecimal left = bbox.get(0);
    BigDecimal top = bbox.get(1);
    return Stream.of(left, top, left.add(bbox.get(2)), top.add(bbox.get(3)))
        .map(BigDecimal::doubleValue)
        .toList();
  }
}
