// Keeps what there is, whatever happened: for the post section.
def call() {
  archiveArtifacts(artifacts: 'gantry/**, gantry-shards/**', allowEmptyArchive: true, defaultExcludes: false)
  if (!fileExists('gantry/summary.txt')) {
    echo('Nothing was judged in this build, so there is no verdict to show')
    return
  }
  List lines = readFile(file: 'gantry/summary.txt', encoding: 'UTF-8').readLines()
  currentBuild.displayName = "#${currentBuild.number} ${lines[0]}"
  currentBuild.description = lines.drop(1).join('\n')
  // The exit code alone decides; a report only shows.
  junit(testResults: 'gantry/junit.xml', allowEmptyResults: true, skipMarkingBuildUnstable: true)
  try {
    allure(results: [[path: 'gantry/allure-results']])
  } catch (NoSuchMethodError e) {
    echo('The Allure plug-in is not there: the report in one file is gantry/allure-report/index.html among the artifacts')
  }
}
