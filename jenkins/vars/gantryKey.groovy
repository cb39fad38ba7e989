// Runs the body with the path of the key file in GANTRY_SSH_KEY; without an id, just the body.
def call(String id, Closure body) {
  if (!id) {
    body()
    return
  }
  List key = [sshUserPrivateKey(credentialsId: id, keyFileVariable: 'GANTRY_SSH_KEY')]
  try {
    // Asked for on its own, so that an error of the body is never taken for a missing key.
    withCredentials(key) {
      echo("The boards are reached with the key '${id}'")
    }
  } catch (Exception e) {
    error("There is no usable credential with the id '${id}' for this job (${e.message}). It has to be of the kind "
      + "'SSH Username with private key'. Add it under Manage Jenkins > Credentials, or in the folder of this job, or set CREDENTIALS to the id of another.")
  }
  withCredentials(key) {
    body()
  }
}
