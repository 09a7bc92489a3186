// Location of the `ascribe` program.

import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface Surroundings {
  /** Value of the setting `ascribe.server.path`. */
  configured: string;
  extensionPath: string;
  home: string;
  /** Search path of the environment. */
  path: string;
  platform: NodeJS.Platform;
}

export type Search = { found: string } | { missing: string };

/**
 * Finds the program: the setting, else the one within the extension, else the first one on the search
 * path. The result is always absolute, so that no file in a workspace is ever started instead.
 */
export function findServer(around: Surroundings): Search {
  const windows = around.platform === 'win32';
  const { delimiter, isAbsolute, join } = windows ? win32 : posix;
  const program = windows ? 'ascribe.exe' : 'ascribe';

  const configured = around.configured.trim().replace(/^~(?=[/\\])/, () => around.home);
  if (configured) {
    if (!isAbsolute(configured)) {
      return { missing: `The setting ascribe.server.path is not an absolute path: ${configured}` };
    }
    if (!isProgram(configured)) {
      return { missing: `The setting ascribe.server.path is not an executable file: ${configured}` };
    }
    return { found: configured };
  }

  const onPath = around.path.split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = [join(around.extensionPath, 'server'), ...onPath].map((folder) => join(folder, program));
  const found = candidates.find(isProgram);
  return found ? { found } : { missing: 'The program "ascribe" was not found on PATH' };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
