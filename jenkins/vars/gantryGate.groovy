// Plan, run, merge, promote: the stages are named like the commands they call.
def call(Map settings) {
  withEnv(["GANTRY_RELEASE=${settings.release}", "GANTRY_RACK=${settings.rack}", "GANTRY_SHARDS=${settings.shards}"]) {
    stage('plan') {
      dir('gantry') { deleteDir() }
      dir('gantry-shards') { deleteDir() }
      checkout scm
      gantryKey(settings.credentials) {
        settle('plan', sh(label: 'gantry plan', returnStatus: true,
          script: 'gantry plan --rack="$GANTRY_RACK" --shards="$GANTRY_SHARDS" -- "$GANTRY_RELEASE"'))
      }
    }
    int shards = settings.shards as int
    int code = shards == 1 ? whole(settings) : shared(settings, shards)
    if (code == 0 && settings.promote) {
      stage('promote') {
        sh(label: 'promote', script: settings.promote)
      }
    }
  }
}

int whole(Map settings) {
  int code = -1
  stage('run') {
    gantryLock(settings) {
      code = gantryRun(settings)
    }
    settle('run', code)
  }
  return code
}

int shared(Map settings, int shards) {
  Map branches = [:]
  for (int i = 1; i <= shards; i++) {
    int index = i
    branches["shard ${index}/${shards}".toString()] = {
      gantryShard(settings + [index: index, of: shards])
    }
  }
  stage('run') {
    try {
      gantryLock(settings) {
        parallel(branches)
      }
    } finally {
      gather(shards)
    }
  }
  int code = -1
  stage('merge') {
    code = sh(label: 'gantry merge', returnStatus: true, script: 'gantry merge gantry-shards/* --out=gantry')
    if (code == 0 || code == 1) {
      // All they held is in the merged dossier, and the question is answered.
      dir('gantry-shards') { deleteDir() }
    }
    settle('merge', code)
  }
  return code
}

// A shard that died early has left nothing; the merge says which cells are missing for it.
void gather(int shards) {
  for (int i = 1; i <= shards; i++) {
    catchError(message: "Shard ${i}/${shards} left nothing behind", buildResult: 'SUCCESS', stageResult: 'SUCCESS', catchInterruptions: false) {
      dir("gantry-shards/${i}") {
        unstash("gantry-shard-${i}")
      }
    }
  }
}

// Says an exit code of the command line in the words of Jenkins.
void settle(String command, int code) {
  String log = "The reason stands in the stage '${command}' of ${env.BUILD_URL}console"
  if (code == 1) {
    error("FAILED: at least one limit is proven to be broken. See gantry/index.html among the artifacts of this build.")
  }
  if (code == 2) {
    unstable("INCONCLUSIVE: something was not measured, and that is never a pass. See gantry/index.html among the artifacts of this build.")
  }
  if (code == 64) {
    error("gantry ${command} ended with exit code 64: it was called wrongly, or a file it was given is wrong. ${log}")
  }
  if (code == 70) {
    error("gantry ${command} ended with exit code 70: a fault of Gantry itself. ${log}")
  }
  if (code == 130) {
    currentBuild.result = 'ABORTED'
    error("gantry ${command} was cancelled on its agent (exit code 130). What was measured until then is kept. ${log}")
  }
  if (code != 0 && code != 2) {
    error("gantry ${command} ended with exit code ${code}, which is none of its own: it was killed, or is not on the PATH of this agent. ${log}")
  }
}
