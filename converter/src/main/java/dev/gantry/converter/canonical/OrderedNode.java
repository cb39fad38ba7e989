package dev.gantry.converter.canonical;

import ai.onnx.proto.OnnxMl;
import java.util.List;

/** A node whose bodies are in order, with all that it and they read from the graph around them. */
record OrderedNode(OnnxMl.NodeProto proto, List<String> reads) {}
