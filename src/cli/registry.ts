/** The registry of a command: sources.yaml checked against the profiles and overlays that ship with the program. */
import { loadProfiles } from '../registry/profiles.ts'
import { loadSources, type SourcesFile } from '../registry/sources.ts'
import { overlayNames } from '../transform/overlay.ts'

/** Reads and checks a sources.yaml against the bundled profiles and overlays. */
export const openRegistry = (file: string): Promise<SourcesFile> =>
  loadSources(file, { profiles: loadProfiles().map(profile => profile.id), overlays: overlayNames() })
