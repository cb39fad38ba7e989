# Builds an engine. $1: KiB that must be free; $2: why so many; $3: the engine; then trtexec's words.
need=$1 why=$2 engine=$3
shift 3
free=$(free_kib)
if [ -n "$free" ] && [ "$free" -lt "$need" ]; then
  trouble RACK "cannot build here: $((free / 1024)) MiB of memory are free, and $((need / 1024)) MiB are needed ($why)"
fi
mkdir -p ../../timing
echo "step 0 1 build"
ask build "$@"
echo "step 1 1 build"
told "$engine"
told layers.json
echo "fact memory.peak-kib $peak"
echo "end ok"
