package dev.gantry.runner.tensorrt;

import dev.gantry.dossier.Problem;
import dev.gantry.runner.BackendException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** NVIDIA's libraries and those that lead to them from Java, found, looked at and loaded. */
final class NvidiaLibraries {
  static final String DRIVER = "libcuda.so.1";
  private static final String CUDA = "libcudart.so.13";
  private static final String INFER = "libnvinfer.so.10";
  private static final String PARSER = "libnvonnxparser.so.10";
  private static final String RESOURCE = "libnvinfer_builder_resource";

  private static final String NAME_THEM =
      "install them there, or name their folder: "
          + LibraryFolders.VARIABLE
          + "=DIR in the environment of the board's login, or -D"
          + LibraryFolders.PROPERTY
          + "=DIR";

  private final LibraryFolders system;
  private final LibraryFolders kit;
  private final CpuArchitecture architecture;

  NvidiaLibraries(LibraryFolders system, LibraryFolders kit, CpuArchitecture architecture) {
    this.system = system;
    this.kit = kit;
    this.architecture = architecture;
  }

  static NvidiaLibraries ofThisProcess() {
    return new NvidiaLibraries(
        LibraryFolders.ofThisProcess(), LibraryFolders.ofTheKit(), CpuArchitecture.ofThisProcess());
  }

  /**
   * What speaks to the driver. JavaCPP would look for libraries by itself, cuBLAS and cuDNN among
   * them, and hold native memory to the size of Java's heap: both are told off before it wakes.
   */
  void loadCuda() throws BackendException {
    System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    Optional<Path> driver = system.find(DRIVER);
    if (driver.isEmpty()) {
      throw missing(
          "no GPU on this machine: NVIDIA's driver (" + DRIVER + ") is not in " + system.words(),
          "run this backend on a machine with an NVIDIA GPU and its driver");
    }
    load(driver.get());
    load(ofSystem(CUDA, "CUDA's runtime 13", "libcudart.so."));
    load(ofKit("libjnijavacpp.so"));
    load(ofKit("libjnicudart.so"));
  }

  /** TensorRT itself, once there is a GPU: without one it may end the process. */
  void loadTensorrt() throws BackendException {
    loadInference();
    load(ofSystem(PARSER, "TensorRT's ONNX parser 10", "libnvonnxparser.so."));
    load(ofKit("libjninvonnxparser.so"));
  }

  /** What is enough to ask TensorRT for its version. */
  void loadInference() throws BackendException {
    Path inference = ofSystem(INFER, "TensorRT 10", "libnvinfer.so.");
    loadResources(inference);
    load(inference);
    load(ofKit("libjninvinfer.so"));
  }

  Path ofSystem(String library, String what, String start) throws BackendException {
    Optional<Path> found = system.find(library);
    if (found.isPresent()) {
      return sound(found.get());
    }
    var others = system.versions(start);
    throw missing(
        what
            + " ("
            + library
            + ") is not in "
            + system.words()
            + (others.isEmpty() ? "" : ", but another version is: " + String.join(", ", others)),
        others.isEmpty()
            ? NAME_THEM
            : "this runner is made for that one version; backend trtexec takes any");
  }

  private Path ofKit(String library) throws BackendException {
    Optional<Path> found = kit.find(library);
    if (found.isEmpty()) {
      throw missing(
          "the runner came without " + library + ", which leads to TensorRT: not in " + kit.words(),
          "push the runner again as backend tensorrt needs it");
    }
    return sound(found.get());
  }

  private Path sound(Path file) throws BackendException {
    try {
      Optional<String> complaint = new SharedObject(file).complaint(architecture);
      if (complaint.isPresent()) {
        throw missing(file + " " + complaint.get(), "install it anew for " + architecture);
      }
      return file;
    } catch (IOException e) {
      throw missing(file + " cannot be read: " + e.getMessage(), "look at its rights");
    }
  }

  /**
   * The builder opens these by their names alone, which the system knows in its own folders only.
   */
  private void loadResources(Path inference) throws BackendException {
    Path folder = inference.toAbsolutePath().getParent();
    if (folder == null || architecture.folders().contains(folder)) {
      return;
    }
    LibraryFolders beside = new LibraryFolders(java.util.List.of(folder));
    for (String name : beside.versions(RESOURCE)) {
      load(sound(folder.resolve(name)));
    }
  }

  private static void load(Path file) throws BackendException {
    try {
      System.load(file.toAbsolutePath().toString());
    } catch (UnsatisfiedLinkError e) {
      throw missing(
          file + " cannot be loaded: " + e.getMessage(),
          "install what it asks for, in the version it was made for");
    }
  }

  static BackendException missing(String what, String remedy) {
    return BackendException.of(Problem.in("TensorRT", what, remedy));
  }
}
