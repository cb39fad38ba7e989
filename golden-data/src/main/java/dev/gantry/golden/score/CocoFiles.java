package dev.gantry.golden.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.AtomicFile;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import dev.gantry.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Writes labels and detections of a set of boxes as COCO's own tools read them, in pixels of the
 * network's input: what is scored here can be scored there. Pictures are numbered from 1 in the
 * order of the samples; those that nobody labelled are left out.
 */
final class CocoFiles {
  private final GoldenFolder folder;
  private final GoldenSet set;

  CocoFiles(GoldenFolder folder) {
    this.folder = folder;
    this.set = folder.set();
  }

  void writeLabels(Path file) throws IOException {
    ObjectNode root = JsonWriter.object();
    ArrayNode categories = root.putArray("categories");
    for (int kind = 0; kind < set.classes().size(); kind++) {
      categories.addObject().put("id", kind + 1).put("name", set.classes().get(kind));
    }
    ArrayNode images = root.putArray("images");
    ArrayNode annotations = root.putArray("annotations");
    for (int sample = 0; sample < set.samples().size(); sample++) {
      List<Tensor> truth = folder.truth(sample);
      if (truth.isEmpty()) {
        continue;
      }
      ObjectNode image = images.addObject().put("id", sample + 1);
      image.put("file_name", set.samples().get(sample).name());
      set.samples().get(sample).slices().forEach(image.withArray("/slices")::add);
      for (LabelledBox label : TruthTensors.boxes(truth.get(0), set.classes().size())) {
        ObjectNode annotation = annotations.addObject().put("id", annotations.size());
        annotation.put("image_id", sample + 1).put("category_id", label.kind() + 1);
        put(annotation, label.box());
        annotation.put("area", label.box().area()).put("iscrowd", 0);
      }
    }
    write(root, file);
  }

  void writeDetections(AtomicReferenceArray<TaskAnswer> answers, Path file) throws IOException {
    ArrayNode root = JsonWriter.list();
    for (int sample = 0; sample < answers.length(); sample++) {
      if (folder.truth(sample).isEmpty()) {
        continue;
      }
      for (Detection detection : ((TaskAnswer.Things) answers.get(sample)).found()) {
        ObjectNode own = root.addObject().put("image_id", sample + 1);
        own.put("category_id", detection.kind() + 1).put("score", detection.score());
        put(own, detection.box());
      }
    }
    write(root, file);
  }

  private static void put(ObjectNode node, Box box) {
    node.putArray("bbox")
        .add(box.x0())
        .add(box.y0())
        .add(box.x1() - box.x0())
        .add(box.y1() - box.y0());
  }

  private static void write(Object root, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, JsonWriter.line(root));
  }
}
