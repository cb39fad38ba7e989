package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.gantry.converter.model.ExternalData;
import dev.gantry.converter.model.ModelTensors;
import dev.gantry.converter.model.WeightWidths;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Weights from files beside the model into the model: a variant is one file. */
final class InlineExternalData implements GraphPass {
  @Override
  public String name() {
    return "inline external data";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene)
      throws RefusedException {
    Path folder = scene.folder();
    return ModelTensors.changed(
        model, tensor -> isExternal(tensor) ? inlined(tensor, folder) : tensor);
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  private static TensorProto inlined(TensorProto tensor, Path folder) throws RefusedException {
    ExternalData data = ExternalData.of(tensor);
    long wanted = (WeightWidths.elements(tensor) * WeightWidths.bits(tensor.getDataType()) + 7) / 8;
    try (FileChannel channel = FileChannel.open(folder.resolve(data.location()))) {
      if (wanted > channel.size() - data.offset()) {
        throw new IOException("it ends after " + channel.size() + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(wanted));
      long position = data.offset();
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, position);
        if (read < 0) {
          throw new IOException("it ends after " + position + " bytes");
        }
        position += read;
      }
      return tensor.toBuilder()
          .setRawData(ByteString.copyFrom(bytes.flip()))
          .clearExternalData()
          .clearDataLocation()
          .build();
    } catch (IOException | ArithmeticException e) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(data.location()).toString(),
              "weight '" + tensor.getName() + "' cannot be read from it: " + e.getMessage(),
              "copy the external data again, whole"));
    }
  }
}
