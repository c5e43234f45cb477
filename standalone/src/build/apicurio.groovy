// Whether the schema registry for integration tests can be had, here or from the repositories of Maven. Without it the build
// goes on, and the tests that need it are skipped.
import org.eclipse.aether.RepositorySystem
import org.eclipse.aether.artifact.DefaultArtifact
import org.eclipse.aether.resolution.ArtifactRequest
import org.eclipse.aether.resolution.ArtifactResolutionException

def artifact = new DefaultArtifact(
    'io.apicurio', 'apicurio-registry-app', 'all', 'tar.gz', project.properties['apicurio.version'])
def untested = ['skipTests', 'skipITs', 'maven.test.skip'].any {
  session.userProperties.containsKey(it) && session.userProperties[it] != 'false'
}
def missing = true
if (!untested) {
  try {
    session.container
        .lookup(RepositorySystem)
        .resolveArtifact(
            session.repositorySession, new ArtifactRequest(artifact, project.remoteProjectRepositories, null))
    missing = false
  } catch (ArtifactResolutionException e) {
    log.warn("Tests with a real schema registry are skipped, for ${artifact} cannot be had: ${e.message}")
  }
}
project.properties['apicurio.missing'] = missing.toString()
