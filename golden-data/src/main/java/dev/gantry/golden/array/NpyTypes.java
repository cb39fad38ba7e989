package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's words for number formats. */
final class NpyTypes {
  private static final Pattern FORM = Pattern.compile("([<>|=]?)([a-zA-Z?])([0-9]{0,9})(.*)");
  private static final String NUMBERS = "; Gantry's tensors are numbers: ";

  private NpyTypes() {}

  static String write(ElementType type) throws IOException {
    return switch (type) {
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case UINT16 -> "<u2";
      case INT32 -> "<i4";
      case UINT32 -> "<u4";
      case INT64 -> "<i8";
      case UINT64 -> "<u8";
      case BOOL -> "|b1";
      case BFLOAT16 ->
          throw new IOException(
              "cannot hold bfloat16, which NumPy does not know: write it as .pb, or as float32");
    };
  }

  static ElementType read(String words) throws IOException {
    Matcher form = FORM.matcher(words);
    if (!form.matches()) {
      throw unknown(words);
    }
    String kind = form.group(2) + form.group(3);
    requireNumbers(words, kind.charAt(0));
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.BFLOAT16
          && write(type).substring(1).equals(kind)
          && form.group(4).isEmpty()) {
        requireOrder(words, form.group(1), type);
        return type;
      }
    }
    throw unknown(words);
  }

  private static void requireOrder(String words, String order, ElementType type)
      throws IOException {
    if (type.bytes() == 1 || order.equals("<")) {
      return;
    }
    String little = write(type);
    if (order.equals(">")) {
      throw new IOException(
          "is big-endian ('" + words + "'): save array.astype('" + little + "') instead");
    }
    throw new IOException(
        "does not say its byte order ('" + words + "'): save it as '" + little + "'");
  }

  private static void requireNumbers(String words, char kind) throws IOException {
    String quoted = " ('" + NpyHeader.shortened(words) + "')";
    switch (kind) {
      case 'U', 'S', 'a' ->
          throw new IOException("holds strings" + quoted + NUMBERS + "encode them before");
      case 'O' ->
          throw new IOException(
              "holds Python objects" + quoted + NUMBERS + "save an array of one number format");
      case 'c' ->
          throw new IOException(
              "holds complex numbers" + quoted + ": save real and imaginary parts apart");
      case 'V' ->
          throw new IOException(
              "holds raw bytes of no type"
                  + quoted
                  + ", which is how NumPy saves bfloat16: save it as float32, or as .pb");
      case 'M', 'm' ->
          throw new IOException("holds dates or times" + quoted + NUMBERS + "encode them before");
      default -> {}
    }
  }

  private static IOException unknown(String words) {
    return new IOException(
        "holds numbers of type '"
            + NpyHeader.shortened(words)
            + "', which no tensor has: convert them with astype, to float32 say");
  }
}
