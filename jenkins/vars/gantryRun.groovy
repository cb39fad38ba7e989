// One run, or one shard of it, and once more what the rack spoilt. Returns the exit code.
int call(Map settings) {
  String shard = settings.index ? ' --shard="$GANTRY_SHARD"' : ''
  String command = 'gantry run --rack="$GANTRY_RACK" --out=gantry' + shard
  int code = -1
  withEnv(settings.index ? ["GANTRY_SHARD=${settings.index}/${settings.of}"] : []) {
    gantryKey(settings.credentials) {
      code = sh(label: 'gantry run', returnStatus: true, script: command + ' -- "$GANTRY_RELEASE"')
      if (code == 2) {
        echo('INCONCLUSIVE: once more what could not be measured by fault of the rack')
        code = sh(label: 'gantry run --resume', returnStatus: true,
          script: command + ' --resume --retry-rack -- "$GANTRY_RELEASE"')
      }
    }
  }
  return code
}
