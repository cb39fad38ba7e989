// One shard on an agent of its own. How it ends is shown on its stage; the verdict is made by the merge.
def call(Map settings) {
  String name = "shard ${settings.index}/${settings.of}"
  stage(name) {
    catchError(message: "${name} is broken; the others go on", buildResult: 'SUCCESS', stageResult: 'FAILURE', catchInterruptions: false) {
      node(settings.agents) {
        dir('gantry') { deleteDir() }
        checkout scm
        try {
          int code = gantryRun(settings)
          if (code < 0 || code > 2) {
            error("${name} ended with exit code ${code}; the lines above tell why. What it measured is kept.")
          }
        } finally {
          dir('gantry') {
            stash(name: "gantry-shard-${settings.index}", includes: '**', useDefaultExcludes: false, allowEmpty: true)
          }
        }
      }
    }
  }
}
