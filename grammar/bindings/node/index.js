import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import load from 'node-gyp-build';

const root = new URL('../../', import.meta.url);
const read = path => readFileSync(new URL(path, root), 'utf8');

const binding = load(fileURLToPath(root));

binding.name = 'ascribe';
binding.nodeTypeInfo = JSON.parse(read('src/node-types.json'));

// Each query is read on first use.
const queries = {
  HIGHLIGHTS_QUERY: 'highlights',
  LOCALS_QUERY: 'locals',
  TAGS_QUERY: 'tags',
  FOLDS_QUERY: 'folds',
  TEXTOBJECTS_QUERY: 'textobjects',
};
for (const [property, name] of Object.entries(queries)) {
  Object.defineProperty(binding, property, {
    configurable: true,
    enumerable: true,
    get() {
      const value = read(`queries/${name}.scm`);
      Object.defineProperty(binding, property, { configurable: true, enumerable: true, value });
      return value;
    },
  });
}

export default binding;
