package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.dossier.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** Every tensor that a model holds, wherever: weights, attributes, bodies, functions. */
public final class ModelTensors {
  private final Change change;

  private ModelTensors(Change change) {
    this.change = change;
  }

  /** Gives the same tensor back where nothing is to be changed. */
  public interface Change {
    TensorProto of(TensorProto tensor) throws RefusedException;
  }

  public static OnnxMl.ModelProto changed(OnnxMl.ModelProto model, Change change)
      throws RefusedException {
    ModelTensors tensors = new ModelTensors(change);
    OnnxMl.ModelProto.Builder changed = model.toBuilder();
    changed.setGraph(tensors.graph(model.getGraph()));
    for (OnnxMl.FunctionProto.Builder function : changed.getFunctionsBuilderList()) {
      List<NodeProto> nodes = tensors.nodes(function.getNodeList());
      function.clearNode().addAllNode(nodes);
    }
    return changed.build();
  }

  /** Where they lie does not matter; in no special order. */
  public static List<TensorProto> all(OnnxMl.ModelProto model) {
    List<TensorProto> all = new ArrayList<>();
    try {
      changed(
          model,
          tensor -> {
            all.add(tensor);
            return tensor;
          });
    } catch (RefusedException e) {
      throw new IllegalStateException("looking refuses nothing", e);
    }
    return all;
  }

  private GraphProto graph(GraphProto graph) throws RefusedException {
    GraphProto.Builder changed = graph.toBuilder();
    for (int index = 0; index < graph.getInitializerCount(); index++) {
      changed.setInitializer(index, change.of(graph.getInitializer(index)));
    }
    for (int index = 0; index < graph.getSparseInitializerCount(); index++) {
      changed.setSparseInitializer(index, sparse(graph.getSparseInitializer(index)));
    }
    return changed.clearNode().addAllNode(nodes(graph.getNodeList())).build();
  }

  private OnnxMl.SparseTensorProto sparse(OnnxMl.SparseTensorProto tensor) throws RefusedException {
    OnnxMl.SparseTensorProto.Builder changed = tensor.toBuilder();
    if (tensor.hasValues()) {
      changed.setValues(change.of(tensor.getValues()));
    }
    if (tensor.hasIndices()) {
      changed.setIndices(change.of(tensor.getIndices()));
    }
    return changed.build();
  }

  private List<NodeProto> nodes(List<NodeProto> nodes) throws RefusedException {
    List<NodeProto> changed = new ArrayList<>();
    for (NodeProto node : nodes) {
      changed.add(node(node));
    }
    return changed;
  }

  private NodeProto node(NodeProto node) throws RefusedException {
    NodeProto.Builder changed = null;
    for (int index = 0; index < node.getAttributeCount(); index++) {
      AttributeProto old = node.getAttribute(index);
      AttributeProto made = attribute(old);
      if (!made.equals(old)) {
        changed = changed == null ? node.toBuilder() : changed;
        changed.setAttribute(index, made);
      }
    }
    return changed == null ? node : changed.build();
  }

  private AttributeProto attribute(AttributeProto attribute) throws RefusedException {
    boolean holds =
        attribute.hasT()
            || attribute.hasG()
            || attribute.hasSparseTensor()
            || attribute.getTensorsCount() > 0
            || attribute.getGraphsCount() > 0
            || attribute.getSparseTensorsCount() > 0;
    if (!holds) {
      return attribute;
    }
    AttributeProto.Builder changed = attribute.toBuilder();
    if (attribute.hasT()) {
      changed.setT(change.of(attribute.getT()));
    }
    if (attribute.hasG()) {
      changed.setG(graph(attribute.getG()));
    }
    if (attribute.hasSparseTensor()) {
      changed.setSparseTensor(sparse(attribute.getSparseTensor()));
    }
    for (int index = 0; index < attribute.getTensorsCount(); index++) {
      changed.setTensors(index, change.of(attribute.getTensors(index)));
    }
    for (int index = 0; index < attribute.getGraphsCount(); index++) {
      changed.setGraphs(index, graph(attribute.getGraphs(index)));
    }
    for (int index = 0; index < attribute.getSparseTensorsCount(); index++) {
      changed.setSparseTensors(index, sparse(attribute.getSparseTensors(index)));
    }
    return changed.build();
  }
}
