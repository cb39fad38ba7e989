"""What the benchmarks here share: the models, the sets made of them, and what one process costs. Needs nothing but Python."""
import collections
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
EIGHT = ["squeezenet_fp32", "ultraface_rfb320", "yolox_nano", "deeplab_v3", "tbefn_180x320", "superres10",
         "lw_person_detector", "nanotrack_backbone"]

Cost = collections.namedtuple("Cost", "code seconds cpu_seconds peak_mib out err")


def options(parser):
    """Those that every benchmark takes."""
    parser.add_argument("--python", default=os.environ.get("GANTRY_BENCH_PYTHON", sys.executable),
                        help="a Python with numpy, onnx and onnxruntime ($GANTRY_BENCH_PYTHON, else this one)")
    parser.add_argument("--models", type=pathlib.Path, default=SHARED / "models", help="the folder of NAME/model.onnx")
    parser.add_argument("--yardsticks", type=pathlib.Path, default=SHARED / "bench", help="the folder of make_sets.py")
    parser.add_argument("--work", type=pathlib.Path, help="where sets and variants go (a temporary folder)")
    parser.add_argument("--only", default=",".join(EIGHT), help="names of models, with commas")
    parser.add_argument("--reuse", action="store_true", help="take what lies in --work instead of making it again")


def begin(parser):
    """The options as they were given, or the end, in words, where something is missing."""
    given = parser.parse_args()
    given.only = [name for name in given.only.split(",") if name]
    needs(given.python, "numpy", "onnx", "onnxruntime")
    for file in [given.yardsticks / "make_sets.py", *(given.models / name / "model.onnx" for name in given.only)]:
        if not file.is_file():
            sys.exit(f"{parser.prog}: {file} is not there; name the folders with --yardsticks and --models")
    if given.reuse and not given.work:
        sys.exit(f"{parser.prog}: --reuse needs the folder to take things from; add --work FOLDER")
    if not given.work:
        scratch = tempfile.TemporaryDirectory(prefix="gantry-bench-")
        given.scratch = scratch  # Goes with the options, at the end.
        given.work = pathlib.Path(scratch.name)
    given.work.mkdir(parents=True, exist_ok=True)
    # Builds it if need be, which is not to be measured.
    subprocess.run([str(ROOT / "gantry"), "--version"], check=True, stdout=subprocess.DEVNULL)
    return given


def needs(python, *modules):
    try:
        done = subprocess.run([python, "-c", "import " + ", ".join(modules)], capture_output=True, text=True)
    except OSError as failure:
        sys.exit(f"{python} cannot be started ({failure.strerror}); name a Python with --python")
    if done.returncode != 0:
        sys.exit(f"{python} lacks {' or '.join(modules)}: {done.stderr.strip().splitlines()[-1]}\n"
                 "make one with: python3 -m venv v && v/bin/pip install numpy onnx onnxruntime, "
                 "and add --python v/bin/python")


def sets(given, name, samples=32):
    """The folder of one model's sets: calib and eval."""
    folder = given.work / "sets" / name
    if not (given.reuse and (folder / "eval" / f"test_data_set_{samples - 1}").is_dir()):
        subprocess.run([given.python, str(given.yardsticks / "make_sets.py"), str(given.models / name), str(folder),
                        "--calib", str(samples), "--eval", str(samples)], check=True, stdout=subprocess.DEVNULL)
    return folder


def cost(words, **environment):
    """Runs a process, and says what it alone took: CPU time of all its threads and the most that was resident."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.time()
        process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                   env={**os.environ, **environment})
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.time() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return Cost(process.returncode, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
                    out.read().decode(), err.read().decode())


def convert(model, out, home, *words):
    """'gantry convert' as a user runs it, with a store of its own, so that nothing is cached."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as store:
        return cost([ROOT / "gantry", "convert", model, "--out", out, "--quiet", "--no-color", "--json", *words],
                    GANTRY_HOME=store)
