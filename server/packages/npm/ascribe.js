#!/usr/bin/env node
// Runs the binary of this platform, which npm has installed as an optional dependency.

'use strict';

const { spawnSync } = require('node:child_process');
const { constants } = require('node:os');

const { optionalDependencies } = require('./package.json');

/** Packages for this system and processor, the likely one first. On Linux, a static binary (musl) runs everywhere. */
function candidates() {
  const platform = `${process.platform}-${process.arch}`;
  const names = Object.keys(optionalDependencies);
  const fitting = names.filter((name) => name.endsWith(`/${platform}`) || name.includes(`/${platform}-`));
  const hasGlibc = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime !== undefined;
  return process.platform !== 'linux' || hasGlibc ? fitting : fitting.filter((name) => name.endsWith('-musl'));
}

/** Path of the binary. `undefined` if none is installed. */
function binary() {
  const program = process.platform === 'win32' ? 'ascribe.exe' : 'ascribe';
  for (const name of candidates()) {
    try {
      return require.resolve(`${name}/${program}`);
    } catch {
      // The package is for another C library, or was left out.
    }
  }
  return undefined;
}

/** Reason why there is no binary, and the remedy. */
function reason() {
  const names = candidates();
  if (names.length > 0) {
    return `The package ${names.join(' or ')} is not installed. Install ascribe again with optional dependencies.`;
  }
  const known = Object.keys(optionalDependencies).map((name) => name.split('/')[1]);
  return (
    `There is no binary for ${process.platform}-${process.arch}, only for ${known.join(', ')}. ` +
    'Build it with cargo: https://github.com/ascribe-lsp/ascribe'
  );
}

const path = binary();
if (path === undefined) {
  console.error(`ascribe: ${reason()}`);
  process.exit(2);
}
const { error, signal, status } = spawnSync(path, process.argv.slice(2), { stdio: 'inherit' });
if (error) {
  console.error(`ascribe: ${path} cannot be run: ${error.message}`);
  process.exit(2);
}
// As shells report the death by a signal.
process.exit(signal ? 128 + constants.signals[signal] : status);
