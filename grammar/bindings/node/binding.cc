#include <napi.h>

typedef struct TSLanguage TSLanguage;

extern "C" TSLanguage *tree_sitter_ascribe();

// Type tag by which the `tree-sitter` package recognises a language.
static constexpr napi_type_tag kLanguageTypeTag = {0x8AF2E5212AD58ABF, 0xD5006CAD83ABBA16};

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto language = Napi::External<TSLanguage>::New(env, tree_sitter_ascribe());
  language.TypeTag(&kLanguageTypeTag);
  exports["language"] = language;
  return exports;
}

NODE_API_MODULE(tree_sitter_ascribe_binding, Init)
