/* What the bytes of an input stand for: pieces of texts, patterns, formats and numbers that are often meant seriously. */
#ifndef FUZZ_LIBRARY_INPUT_H
#define FUZZ_LIBRARY_INPUT_H

#include <float.h>
#include <math.h>

#include "../Sources/CLuaBridge/internal.h"

static const uint8_t *next_byte, *end_of_input;

static unsigned take(unsigned limit) { return next_byte < end_of_input ? *next_byte++ % limit : 0; }

#define PICK(list) list[take(sizeof list / sizeof *list)]

static const char *const subject_pieces[] = {"a", "b", "ab", "A", "(", ")", " ", "1", "0", "é", "\n", "%", ".", "_", "x"};
static const char *const pattern_pieces[] = {
    "a",  "b",  ".",    "%a",   "%d", "%s",   "%W",      "%x",   "[ab]", "[^a]", "[a-c]", "[%a_]", "[]]", "[^]-b]", "(",
    ")",  "()", "(a)",  "(.",   "%1", "%2",   "%b()",    "%bab", "%f[a]", "%f[%W]", "^",    "$",     "%",   "[",      "[%"};
static const char *const suffixes[] = {"*", "+", "-", "?"};
static const char *const replacement_pieces[] = {"%0", "%1", "%2", "%%", "%", "x", "ab", "%a", ""};
static const char *const format_pieces[] = {"%d", "%5d", "%-5d", "%+i",  "%x",   "%#X",  "%o",   "%u",   "%c", "%5c",  "%s",
                                            "%q", "%5s", "%-9s", "%.3s", "%.f",  "%5.1f", "%g",  "%.20e", "%a", "%.3A", "%i",
                                            "%%", "%",   "x",    "%0",   "%.",   "-",    "#",    " ",    "1",  "99",   "s"};
static const char *const pack_pieces[] = {"b", "B", "h", "H", "i",  "I", "l",  "j", "J",  "T",  "f", "d",  "n",  "s", "s1", "z",
                                          "x", "X", "c", "!", "<", ">", "=", " ", "i3", "I5", "i16", "c3", "8", "4", "Xi"};
static const char *const utf8_pieces[] = {"a",          "é",        "€",            "\U0001F600", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                          "\xC0\x80",   "\x80",     "\xFF",         "\xFC\x84\x80\x80\x80\x80", "\xFD\xBF\xBF\xBF\xBF\xBF",
                                          "\xE2\x82",   "\xF8\x88\x80\x80\x80", "\xFE\x80\x80", "z"};
static const char *const number_pieces[] = {"0", "1", "9", "a", "f", "z", "x", "0x", ".", "e", "E", "p", "+", "-",
                                            " ", "\t", "\n", "inf", "nan", "99999999999999999999", "_", "\v"};

static void add_piece(luaL_Buffer *text, const char *piece) {
  if (take(16) == 15) luaL_addchar(text, (char)take(256)); /* anything at all */
  luaL_addstring(text, piece);
}

#define ADD_TEXT(L, list, limit)                                          \
  do {                                                                    \
    luaL_Buffer text;                                                     \
    luaL_buffinit(L, &text);                                              \
    for (unsigned i = take(limit); i > 0; i--) add_piece(&text, PICK(list)); \
    luaL_pushresult(&text);                                               \
  } while (false)

/* Few suffixes, or both matchers try for ever. */
static void push_pattern(lua_State *L) {
  luaL_Buffer text;
  int suffix_count = 0;
  luaL_buffinit(L, &text);
  for (unsigned i = take(9); i > 0; i--) {
    add_piece(&text, PICK(pattern_pieces));
    if (suffix_count < 4 && take(3) == 0) {
      suffix_count++;
      luaL_addstring(&text, PICK(suffixes));
    }
  }
  luaL_pushresult(&text);
}

static void push_integer(lua_State *L) {
  static const lua_Integer integers[] = {0,  1,  2,  3, 4, 5, 7, 8, 9, 16, 17, 100, 255, 256, -1, -2, -3, -5, -17, -256, 0x7F,
                                         0x80, 0x7FFF, 0x8000, 0xD800, 0xFFFF, 0x10FFFF, 0x110000, 0x7FFFFFFF, 0x80000000,
                                         LUA_MAXINTEGER, LUA_MININTEGER, LUA_MAXINTEGER - 1};
  lua_pushinteger(L, PICK(integers));
}

static void push_float(lua_State *L) {
  static const double floats[] = {0.0, -0.0, 1.0, 2.0, 0.5, -1.5, 0.1, 1e15, 1e16, 1e100, -1e308, DBL_MIN, 5e-324, 1e300, 0x1p63, -0x1p63};
  unsigned kind = take(20);
  lua_pushnumber(L, kind == 19 ? NAN : kind == 18 ? INFINITY : kind == 17 ? -INFINITY : PICK(floats));
}

static void push_value(lua_State *L) {
  switch (take(8)) {
    case 0: lua_pushnil(L); break;
    case 1: lua_pushboolean(L, (int)take(2)); break;
    case 2: push_float(L); break;
    case 3:
    case 4: ADD_TEXT(L, subject_pieces, 8); break;
    case 5: ADD_TEXT(L, number_pieces, 6); break;
    default: push_integer(L); break;
  }
}

/* Longer than the blocks that are worked on at once, and now and then as long as one of them. */
static void push_long_text(lua_State *L) {
  luaL_Buffer text;
  size_t count = take(4) == 0 ? PERILUNE_BLOCK - 2 + take(5) : (size_t)take(256) << take(10);
  uint8_t first = (uint8_t)take(256);
  char *target = luaL_buffinitsize(L, &text, count + 1);
  memset(target, first, count);
  if (count > 0 && take(2) == 0) target[count - 1] = (char)take(256);
  luaL_pushresultsize(&text, count);
}

static void push_list(lua_State *L) {
  lua_newtable(L);
  unsigned count = take(12);
  bool is_mixed = take(4) == 0;
  for (unsigned i = 1; i <= count; i++) {
    if (is_mixed) {
      push_value(L);
    } else {
      lua_pushinteger(L, (lua_Integer)take(64));
    }
    lua_rawseti(L, -2, (lua_Integer)i);
  }
}

static int odd_order(lua_State *L) {
  lua_pushboolean(L, lua_tointeger(L, 1) % 3 < lua_tointeger(L, 2) % 3);
  return 1;
}

static int bad_order(lua_State *L) {
  lua_pushboolean(L, lua_isnumber(L, 1));
  return 1;
}

static int swap(lua_State *L) { /* a replacement: the second capture, or what the first is not */
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) lua_pushboolean(L, 0);
  return 1;
}

static void push_replacement(lua_State *L) {
  unsigned kind = take(8);
  if (kind == 7) {
    lua_pushcfunction(L, swap);
  } else if (kind == 6) {
    lua_newtable(L);
    lua_pushliteral(L, "yes");
    lua_setfield(L, -2, "a");
    lua_pushinteger(L, 5);
    lua_rawseti(L, -2, 1);
  } else {
    ADD_TEXT(L, replacement_pieces, 4);
  }
}

/* Letters of arguments: s subject, p pattern, R replacement, f format, k format of packing, b bytes, u UTF-8, d numeral,
 * i integer, o integer or nothing, r few, v anything, V also long texts, t list, c comparator. */
static void push_argument(lua_State *L, char letter) {
  switch (letter) {
    case 's': ADD_TEXT(L, subject_pieces, 14); break;
    case 'p': push_pattern(L); break;
    case 'R': push_replacement(L); break;
    case 'f': ADD_TEXT(L, format_pieces, 6); break;
    case 'k': ADD_TEXT(L, pack_pieces, 7); break;
    case 'b': lua_pushlstring(L, (const char *)next_byte, (size_t)(end_of_input - next_byte)); break;
    case 'u': ADD_TEXT(L, utf8_pieces, 9); break;
    case 'd': ADD_TEXT(L, number_pieces, 7); break;
    case 'i': push_integer(L); break;
    case 'o': take(4) == 0 ? lua_pushnil(L) : push_integer(L); break;
    case 'r': lua_pushinteger(L, (lua_Integer)take(41) - 2); break;
    case 't': push_list(L); break;
    case 'V': take(6) == 0 ? push_long_text(L) : push_value(L); break;
    case 'c': lua_pushcfunction(L, take(2) == 0 ? odd_order : bad_order); break;
    default: push_value(L); break;
  }
}

#endif
