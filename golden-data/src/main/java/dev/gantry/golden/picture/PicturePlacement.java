package dev.gantry.golden.picture;

/**
 * Converts between points of a picture and points of what the network is fed. Coordinates are of
 * edges, so that a picture reaches from 0 to its width, and both sides of a box are moved alike.
 */
public record PicturePlacement(double scaleX, double scaleY, double offsetX, double offsetY) {
  public PicturePlacement {
    if (!isScale(scaleX) || !isScale(scaleY)) {
      throw new IllegalArgumentException(
          "pictures are scaled by finite positive numbers, not " + scaleX + " and " + scaleY);
    }
    if (!Double.isFinite(offsetX) || !Double.isFinite(offsetY)) {
      throw new IllegalArgumentException("no picture is moved by " + offsetX + " and " + offsetY);
    }
  }

  private static boolean isScale(double scale) {
    return Double.isFinite(scale) && scale > 0;
  }

  public double toNetworkX(double pictureX) {
    return pictureX * scaleX + offsetX;
  }

  public double toNetworkY(double pictureY) {
    return pictureY * scaleY + offsetY;
  }

  public double toPictureX(double networkX) {
    return (networkX - offsetX) / scaleX;
  }

  public double toPictureY(double networkY) {
    return (networkY - offsetY) / scaleY;
  }
}
