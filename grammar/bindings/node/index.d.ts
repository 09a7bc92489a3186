type BaseNode = {
  type: string;
  named: boolean;
};

type ChildNode = {
  multiple: boolean;
  required: boolean;
  types: BaseNode[];
};

type NodeInfo =
  | (BaseNode & { subtypes: BaseNode[] })
  | (BaseNode & { fields: { [name: string]: ChildNode }; children?: ChildNode })
  | BaseNode;

/** The Ascribe language, as `Parser.setLanguage` of the `tree-sitter` package takes it. */
declare const binding: {
  /** Name of the language. */
  name: string;

  /** Handle of the compiled parser. */
  language: unknown;

  /** Node types of the grammar: the content of `src/node-types.json`. */
  nodeTypeInfo: NodeInfo[];

  /** Syntax highlighting. */
  HIGHLIGHTS_QUERY: string;

  /** Definitions and references of ids. */
  LOCALS_QUERY: string;

  /** Declarations, labels and references, for code navigation. */
  TAGS_QUERY: string;

  /** Foldable ranges. */
  FOLDS_QUERY: string;

  /** Text objects. */
  TEXTOBJECTS_QUERY: string;
};

export default binding;
