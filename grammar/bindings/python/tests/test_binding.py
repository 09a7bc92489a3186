from unittest import TestCase, main

import tree_sitter_ascribe
from tree_sitter import Language, Parser, Query


class TestBinding(TestCase):
    def setUp(self):
        self.language = Language(tree_sitter_ascribe.language())

    def test_parses_a_document(self):
        tree = Parser(self.language).parse(b'@moe: Ida Moe\n\n"No,"{@moe} she said.\n')
        self.assertFalse(tree.root_node.has_error)
        self.assertEqual(
            [node.type for node in tree.root_node.named_children],
            ["actor_declaration", "paragraph"],
        )

    def test_queries_fit_the_grammar(self):
        for name in tree_sitter_ascribe.__all__:
            if name.endswith("_QUERY"):
                with self.subTest(name):
                    query = Query(self.language, getattr(tree_sitter_ascribe, name))
                    self.assertGreater(query.pattern_count, 0)

    def test_unknown_attributes_are_reported(self):
        with self.assertRaises(AttributeError):
            tree_sitter_ascribe.INDENTS_QUERY


if __name__ == "__main__":
    main()
