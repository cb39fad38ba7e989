// Keeps other builds off the rack while the body runs, where the Lockable Resources plug-in is there.
def call(Map settings, Closure body) {
  String name = settings.lock ?: "gantry ${settings.rack}"
  boolean begun = false
  try {
    lock(resource: name) {
      begun = true
      body()
    }
  } catch (NoSuchMethodError e) {
    if (begun) {
      throw e
    }
    echo('The Lockable Resources plug-in is not there: boards that another build holds are waited for one by one')
    body()
  }
}
