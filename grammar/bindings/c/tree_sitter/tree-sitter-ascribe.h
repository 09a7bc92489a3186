#ifndef TREE_SITTER_ASCRIBE_H_
#define TREE_SITTER_ASCRIBE_H_

typedef struct TSLanguage TSLanguage;

#ifdef __cplusplus
extern "C" {
#endif

const TSLanguage *tree_sitter_ascribe(void);

#ifdef __cplusplus
}
#endif

#endif // TREE_SITTER_ASCRIBE_H_
