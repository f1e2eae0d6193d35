// SPDX-License-Identifier: MIT
// Condition: survey-core's VariableGetterContext over plain values.
#include "condition/resolve.h"

#include <algorithm>
#include <cmath>

#include "condition/letters.h"
#include "condition/operand.h"

namespace triptych::condition {
namespace {

// The first member whose name is the same but for case; an item of an array by its number.
const Value* member_named(const Value& value, std::string_view name, Scratch& scratch) {
  if (name.empty()) return nullptr;
  if (name == "length") {
    const Array* items = value.array();
    const std::string* text = value.string();
    if (items) return scratch.keep(items->size());
    if (text && !text->empty()) return scratch.keep(utf16_length(*text));
  }
  if (const Object* members = value.object()) {
    for (const Member& member : *members) {
      if (same_letters(member.name, name)) return member.value.is_undefined() ? nullptr : &member.value;
    }
  }
  const Array* items = value.array();
  const Value* item = items ? item_named(*items, name) : nullptr;
  return item && !item->is_undefined() ? item : nullptr;
}

const Value* item_at(const Value& value, double index, Scratch& scratch) {
  const Array* items = value.array();
  if (!items) return nullptr;
  if (index < 0) index += static_cast<double>(items->size());
  if (!(index > -1) || !(index < static_cast<double>(items->size()))) return nullptr;
  // "[0.5]" is in range and yet there is nothing: undefined, which differs from a name that is not there.
  if (index < 0 || std::floor(index) != index) return scratch.keep({});
  return &(*items)[static_cast<std::size_t>(index)];
}

}  // namespace

std::vector<Step> path_of(std::string_view name) {
  std::vector<Step> path;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    std::string_view part = name.substr(begin, end - begin);
    std::optional<double> index;
    const std::size_t bracket = part.rfind('[');
    if (!part.empty() && part.back() == ']' && bracket != std::string_view::npos) {
      index = number_in(part.substr(bracket + 1, part.size() - bracket - 2));
      if (index) part = part.substr(0, bracket);
    }
    path.push_back({std::string(part), index});
    begin = end + 1;
  }
  return path;
}

Found resolve(const Value& root, const std::vector<Step>& path, std::size_t first, Scratch& scratch) {
  const Value* value = &root;
  while (first < path.size()) {
    // Names go together as far as the next index; the longest one wins.
    std::size_t last = first;
    while (last + 1 < path.size() && !path[last].index) ++last;
    const Value* found = nullptr;
    for (;; --last) {
      std::string name = path[first].name;
      for (std::size_t i = first + 1; i <= last; ++i) name += "." + path[i].name;
      found = member_named(*value, name, scratch);
      if (found || last == first) break;
    }
    if (found && path[last].index) found = item_at(*found, *path[last].index, scratch);
    if (!found) return {};
    value = found;
    first = last + 1;
  }
  return {value};
}

Found ObjectLookup::find(std::size_t, std::string_view name, Scratch& scratch) const {
  if (!name.empty() && name[0] == '$') name.remove_prefix(1);
  return resolve(values_, path_of(name), 0, scratch);
}

Found ObjectLookup::find_beside_row(std::string_view, Scratch&) const { return {}; }

}  // namespace triptych::condition
