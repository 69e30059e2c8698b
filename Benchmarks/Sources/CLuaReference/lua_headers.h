#ifndef PERILUNE_LUA_HEADERS_H
#define PERILUNE_LUA_HEADERS_H

/* The system's Lua 5.4. Its flags come from pkg-config, so there is no `link` line in the module map. */
#include <lua.h>
#include <lualib.h>
#include <lauxlib.h>

#endif
